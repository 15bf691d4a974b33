package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The resends of an organization. */
@ApplicationScoped
public class ResendRows extends ExportedEntities<Resend> {

    public ResendRows() {
        super("resends", Resend.class, RemovalPhase.NEXT);
    }

    @Override
    protected List<JsonObject> views(List<Resend> rows) {
        return rows.stream().map(ResendsResource::view).toList();
    }
}
