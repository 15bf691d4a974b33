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
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.http.Attachment;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.http.RequestPermits;
import org.agentwarden.platform.http.ResponseAbort;
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

    private static final String FORMAT = "format";

    /** Each holds a thread for as long as its reader takes. */
    private final ConcurrencyLimit limit = new ConcurrencyLimit(16, 2);

    private final ThrottledLog log = new ThrottledLog(System.getLogger(LogExportResource.class.getName()));

    @Inject
    private LogExport export;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    /**
     * The filters are those of the list. An export that fails, or whose reader may not read any more, ends with its
     * connection; on servers where that is not possible, with a line that says so.
     */
    @GET
    public Response export(@Context UriInfo uri, @Context HttpServletRequest request) {
        LogFilter filter = LogFilter.from(uri);
        LogFormat format = QueryFields.read(
                uri, query -> query.optionalChoice(FORMAT, LogFormat.class).orElse(LogFormat.CSV));
        if (format == LogFormat.SEALED) {
            requireNoFilter(uri);
        }
        String organizationId = caller.organizationId();
        RequestPermits.of(request).add(limit.acquire(organizationId));
        List<LogEntry> first = export.first(organizationId, filter);
        StreamingOutput rows = stream -> {
            try {
                if (format == LogFormat.SEALED) {
                    export.writeSealed(organizationId, caller::requireStillPermitted, stream);
                } else {
                    export.write(first, organizationId, filter, format, caller::requireStillPermitted, stream);
                }
            } catch (IOException | RuntimeException failure) {
                log.log(Level.INFO, "cut", () -> "An export of the log was cut off: " + failure);
                if (!ResponseAbort.request(request)) {
                    stream.write(format.cutOff().getBytes(StandardCharsets.UTF_8));
                }
            }
        };
        return Response.ok(rows)
                .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        Attachment.named("audit-log", clock.instant(), format.fileExtension()))
                .build();
    }

    /** @throws InvalidInput when there is one: a seal covers all rows */
    private static void requireNoFilter(UriInfo uri) {
        Set<String> others = new HashSet<>(uri.getQueryParameters().keySet());
        others.remove(FORMAT);
        if (!others.isEmpty()) {
            throw new InvalidInput(FORMAT, "sealed takes no filter: a seal covers all rows");
        }
    }
}
