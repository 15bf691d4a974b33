package org.agentwarden.audit;

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
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.http.RequestPermits;
import org.agentwarden.platform.http.WithoutRequestSlot;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Where people take the audit log away, as a file of any length. */
@ApplicationScoped
@WithoutRequestSlot
@Path("api/logs/export")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.WILDCARD)
public class LogExportResource {

    /** Each holds a thread for as long as its reader takes. */
    private final ConcurrencyLimit limit = new ConcurrencyLimit(16, 2);

    @Inject
    private LogExport export;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    /** The filters are those of the list. */
    @GET
    public Response export(@Context UriInfo uri, @Context HttpServletRequest request) {
        LogFilter filter = LogFilter.from(uri);
        LogFormat format = QueryFields.read(
                uri, query -> query.optionalChoice("format", LogFormat.class).orElse(LogFormat.CSV));
        String organizationId = caller.organizationId();
        RequestPermits.of(request).add(limit.acquire(organizationId));
        StreamingOutput rows = stream -> export.write(organizationId, filter, format, stream);
        return Response.ok(rows)
                .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName(format) + "\"")
                .build();
    }

    /** Without colons, which not every file system takes. */
    private String fileName(LogFormat format) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "-");
        return "audit-log-" + now + "." + format.wireName();
    }
}
