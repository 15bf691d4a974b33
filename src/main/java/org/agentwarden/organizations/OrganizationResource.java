package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.agentwarden.organizations.OrganizationRemoval.Confirmation;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The caller's organization and its plan, and its end. */
@ApplicationScoped
@Path("api/organization")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrganizationResource {

    private static final String CONFIRMATION = "confirmation";

    /** Reads as many rows as all lists of an organization do. */
    private final ConcurrencyLimit counts = new ConcurrencyLimit(8, 1);

    @Inject
    private Organizations organizations;

    @Inject
    private OrganizationRemoval removal;

    @Inject
    private Caller caller;

    @GET
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject get() {
        return OrganizationView.of(organizations.active(caller.organizationId()));
    }

    @PUT
    public JsonObject change(RequestBody body) {
        return OrganizationView.of(organizations.change(caller.organizationId(), body.as(OrganizationChange::from)));
    }

    /** Without a confirmation, says what would be removed and gives one. */
    @DELETE
    public Response remove(RequestBody body) {
        Optional<Confirmation> confirmation = body.as(OrganizationResource::confirmation);
        String organizationId = caller.organizationId();
        if (confirmation.isEmpty()) {
            JsonObject owned = counts.within(organizationId, () -> removal.count(organizationId));
            throw new ConfirmationRequired(removal.ask(organizationId, caller.id()), owned);
        }
        removal.confirm(organizationId, caller.id(), confirmation.get());
        return Response.accepted().build();
    }

    private static Optional<Confirmation> confirmation(RequestFields fields) {
        return fields.has(CONFIRMATION)
                ? Optional.of(new Confirmation(fields.text(CONFIRMATION, 100), fields.text("name", 200)))
                : Optional.empty();
    }
}
