package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The webhooks of an organization, without their secrets. Nothing is sent to one that is gone. */
@ApplicationScoped
public class EndpointRows extends ExportedEntities<WebhookEndpoint> {

    @Inject
    private EndpointView views;

    @Inject
    private Event<EndpointDeleted> deleted;

    @Inject
    private Event<EndpointChanged> changed;

    public EndpointRows() {
        super("webhooks", WebhookEndpoint.class, RemovalPhase.AT_ONCE);
    }

    @Override
    protected List<JsonObject> views(List<WebhookEndpoint> rows) {
        return rows.stream()
                .map(endpoint -> views.of(endpoint, endpoint.url()).build())
                .toList();
    }

    @Override
    protected void remove(String organizationId, List<String> ids) {
        super.remove(organizationId, ids);
        ids.forEach(id -> {
            deleted.fire(new EndpointDeleted(id));
            changed.fire(new EndpointChanged(organizationId, id));
        });
    }
}
