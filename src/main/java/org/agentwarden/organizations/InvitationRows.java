package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The invitations of an organization, without their tokens. */
@ApplicationScoped
public class InvitationRows extends ExportedEntities<Invitation> {

    public InvitationRows() {
        super("invitations", Invitation.class, RemovalPhase.AT_ONCE);
    }

    @Override
    protected List<JsonObject> views(List<Invitation> rows) {
        return rows.stream()
                .map(invitation -> InvitationView.of(invitation).build())
                .toList();
    }
}
