package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.agentwarden.organizations.Invitations.CreatedInvitation;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Who is invited to the caller's organization. An invitation's link is answered once, when it is made. */
@ApplicationScoped
@Path("api/invitations")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InvitationsResource {

    @Inject
    private Invitations invitations;

    @Inject
    private OneTimeLink link;

    @Inject
    private Caller caller;

    private record Invited(String email, Role role) {

        static Invited from(RequestFields fields) {
            return new Invited(NewUser.email(fields), fields.choice("role", Role.class));
        }
    }

    @GET
    public Response list(@Context UriInfo uri) {
        return PageResponse.of(
                uri,
                invitations.list(caller.organizationId(), Page.from(uri)),
                invitation -> InvitationView.of(invitation).build());
    }

    @POST
    public Response create(RequestBody body) {
        Invited invited = body.as(Invited::from);
        CreatedInvitation created =
                invitations.create(caller.organizationId(), invited.email(), invited.role(), caller.id());
        return Response.status(Response.Status.CREATED)
                .entity(InvitationView.of(created.invitation())
                        .text("link", link.to("accept-invitation", created.token()))
                        .text("token", created.token())
                        .build())
                .build();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        invitations.delete(caller.organizationId(), id);
    }
}
