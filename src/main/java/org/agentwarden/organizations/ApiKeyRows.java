package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The API keys of an organization, without their hashes. */
@ApplicationScoped
public class ApiKeyRows extends ExportedEntities<ApiKey> {

    @Inject
    private Event<ApiKeyChanged> changed;

    public ApiKeyRows() {
        super("api_keys", ApiKey.class, RemovalPhase.AT_ONCE);
    }

    @Override
    protected List<JsonObject> views(List<ApiKey> rows) {
        return rows.stream().map(apiKey -> ApiKeyView.of(apiKey).build()).toList();
    }

    @Override
    protected void remove(String organizationId, List<String> ids) {
        List<String> hashes = entities()
                .createQuery("select k.keyHash from ApiKey k where k.id in :ids", String.class)
                .setParameter("ids", ids)
                .getResultList();
        super.remove(organizationId, ids);
        hashes.forEach(hash -> changed.fire(new ApiKeyChanged(hash)));
    }
}
