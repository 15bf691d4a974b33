package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.agentwarden.platform.Permit;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.http.Attachment;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.RequestPermits;
import org.agentwarden.platform.http.ResponseAbort;
import org.agentwarden.platform.http.WithoutRequestSlot;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Where an admin takes everything away that the organization owns. */
@ApplicationScoped
@WithoutRequestSlot
@Path("api/organization/export")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.WILDCARD)
public class OrganizationExportResource {

    /** Each holds a thread for as long as its reader takes, and reads all rows of an organization. */
    private final ConcurrencyLimit limit = new ConcurrencyLimit(8, 1);

    private final ThrottledLog log = new ThrottledLog(System.getLogger(OrganizationExportResource.class.getName()));

    @Inject
    private OrganizationExport export;

    @Inject
    private Organizations organizations;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    /**
     * An export that fails, or whose reader may not read any more, ends with its connection; on servers where that is not
     * possible, before the directory at the end of the ZIP, without which it can't be opened.
     */
    @GET
    public Response export(@Context HttpServletRequest request) {
        String organizationId = organizations.active(caller.organizationId()).id();
        Permit permit = limit.acquire(organizationId);
        RequestPermits.of(request).add(permit);
        StreamingOutput zip = stream -> {
            try {
                export.write(organizationId, caller::requireStillPermitted, stream);
            } catch (IOException | RuntimeException failure) {
                log.log(Level.INFO, "cut", () -> "An export of an organization was cut off: " + failure);
                boolean unused = ResponseAbort.request(request);
            } finally {
                // Whoever has read the end may ask again at once.
                permit.release();
            }
        };
        return Response.ok(zip)
                .header(HttpHeaders.CONTENT_TYPE, "application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, Attachment.named("organization", clock.instant(), "zip"))
                .build();
    }
}
