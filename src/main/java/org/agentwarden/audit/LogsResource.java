package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.audit.sealing.Checkpoint;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.settings.WireNamed;

/** Where people read the audit log. */
@ApplicationScoped
@Path("api/logs")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class LogsResource {

    /** Both read every row of a log. */
    private final ConcurrencyLimit verifications = new ConcurrencyLimit(8, 1);

    private final ConcurrencyLimit searches = new ConcurrencyLimit(12, 2);

    @Inject
    private AuditLog log;

    @Inject
    private Seals seals;

    @Inject
    private SealKey key;

    @Inject
    private Checkpoints checkpoints;

    @Inject
    private Caller caller;

    @GET
    public Response list(@Context UriInfo uri) {
        LogFilter filter = LogFilter.from(uri);
        Page page = Page.from(uri);
        String organizationId = caller.organizationId();
        PageResult<LogEntry> listed = filter.text().isPresent()
                ? searches.within(organizationId, () -> log.list(organizationId, filter, page))
                : log.list(organizationId, filter, page);
        return PageResponse.of(uri, listed, LogEntryView::of);
    }

    /** Checks every row against the seals; takes its time with a long log. */
    @GET
    @Path("verify")
    public JsonObject verify(@Context UriInfo uri) {
        Optional<Checkpoint> given = QueryFields.read(uri, LogsResource::checkpoint);
        String organizationId = caller.organizationId();
        List<Checkpoint> known = Stream.concat(given.stream(), checkpoints.of(organizationId).stream())
                .toList();
        return view(verifications.within(organizationId, () -> seals.verify(organizationId, known)));
    }

    private static Optional<Checkpoint> checkpoint(QueryFields query) {
        return query.optionalText("checkpoint", 100).flatMap(text -> {
            Optional<Checkpoint> checkpoint = Checkpoint.parse(text);
            if (checkpoint.isEmpty()) {
                query.problem("checkpoint", "must be a checkpoint as an earlier verification has shown it");
            }
            return checkpoint;
        });
    }

    private JsonObject view(Verification verification) {
        JsonBuilder view = JsonBuilder.of()
                .flag("valid", verification.flaw().isEmpty())
                .number("seals", verification.seals())
                .number("sealed_rows", verification.sealedRows())
                .number("retired_rows", verification.retiredRows())
                .number("unsealed_rows", verification.unsealedRows())
                .time(
                        "retained_since",
                        verification.retirement().map(Truncation::retainedSince).orElse(null))
                .text(
                        "checkpoint",
                        verification
                                .last()
                                .map(seal -> seal.checkpoint().text())
                                .orElse(null))
                .text("signature", verification.last().map(Seal::signature).orElse(null))
                .text("public_key", key.verificationKey().text());
        verification
                .retirement()
                .ifPresent(retirement -> view.value(
                        "retirement",
                        JsonBuilder.of()
                                .number("seal", retirement.number())
                                .time("at", retirement.truncatedAt())
                                .text("kept_for", retirement.keptFor())
                                .build()));
        verification
                .flaw()
                .ifPresent(flaw -> view.value(
                        "flaw",
                        JsonBuilder.of()
                                .text("kind", WireNamed.of(flaw.kind()))
                                .text("message", flaw.kind().text())
                                .number("seal", flaw.seal())
                                .text("approval_id", flaw.approvalId().orElse(null))
                                .time(
                                        "after",
                                        verification
                                                .last()
                                                .map(Seal::lastCreatedAt)
                                                .orElse(null))
                                .build()));
        return view.build();
    }

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return LogEntryView.of(log.find(caller.organizationId(), id));
    }
}
