package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The users of an organization, without their passwords. Links to new passwords go with them. */
@ApplicationScoped
public class UserRows extends ExportedEntities<User> {

    public UserRows() {
        super("users", User.class, RemovalPhase.AT_ONCE);
    }

    @Override
    protected List<JsonObject> views(List<User> rows) {
        return rows.stream().map(UserView::of).toList();
    }
}
