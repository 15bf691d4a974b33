package org.agentwarden.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.agentwarden.approvals.WaitingApprovals;
import org.agentwarden.approvals.WaitingApprovals.Waiting;
import org.agentwarden.audit.CheckCounts;
import org.agentwarden.audit.CheckCounts.Verdicts;
import org.agentwarden.audit.CheckHistory;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.HealthView;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.history.AttemptHistory;
import org.agentwarden.webhooks.history.AttemptHistory.OfOrganization;
import org.agentwarden.webhooks.history.EndpointStatistics.Tally;
import org.agentwarden.webhooks.history.TallyView;

/** How an organization has done in the last 24 hours. Each part is read by an index and counts at most so many rows. */
@ApplicationScoped
@Path("api/overview")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    private static final Duration TIME = Duration.ofHours(24);
    private static final Page NEWEST_WEBHOOKS = new Page(100, 0);
    private static final int MOST_LISTED = 5;
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Inject
    private CheckHistory checks;

    @Inject
    private WaitingApprovals approvals;

    @Inject
    private AttemptHistory attempts;

    @Inject
    private Endpoints endpoints;

    @Inject
    private Caller caller;

    @GET
    public JsonObject get() {
        String organization = caller.organizationId();
        OfOrganization sent = attempts.ofOrganization(organization, TIME);
        List<WebhookEndpoint> webhooks =
                endpoints.list(organization, NEWEST_WEBHOOKS).items();
        return JsonBuilder.of()
                .value("checks", view(checks.counts(organization, TIME)))
                .value("approvals", view(approvals.of(organization)))
                .value("deliveries", TallyView.of(sent.all()).build())
                .value("webhooks", view(webhooks, sent.endpoints()))
                .build();
    }

    private static JsonObject view(CheckCounts counts) {
        return verdicts(counts.all())
                .time("since", counts.since())
                .value(
                        "hours",
                        JsonBuilder.array(
                                counts.hours().entrySet(),
                                hour -> verdicts(hour.getValue())
                                        .time("hour", hour.getKey())
                                        .build()))
                .build();
    }

    private static JsonBuilder verdicts(Verdicts verdicts) {
        return JsonBuilder.of()
                .number("allowed", verdicts.allowed())
                .number("blocked", verdicts.blocked())
                .number("pending_approval", verdicts.pendingApproval());
    }

    private static JsonObject view(Waiting waiting) {
        Duration minutes = Duration.ofMinutes(5);
        Duration hour = Duration.ofHours(1);
        Duration day = Duration.ofDays(1);
        return JsonBuilder.of()
                .number("pending", waiting.askedAt().size())
                .flag("capped", waiting.isCapped())
                .time("oldest_created_at", waiting.oldest().orElse(null))
                .number("under_5_minutes", waiting.between(Duration.ofDays(-1), minutes))
                .number("under_1_hour", waiting.between(minutes, hour))
                .number("under_1_day", waiting.between(hour, day))
                .number("longer", waiting.between(day, FOREVER))
                .build();
    }

    private static JsonObject view(List<WebhookEndpoint> webhooks, Map<String, Tally> tallies) {
        JsonBuilder view = JsonBuilder.of();
        for (String status : List.of("healthy", "failing", "disabled")) {
            view.number(
                    status,
                    webhooks.stream()
                            .filter(webhook -> webhook.health().status().equals(status))
                            .count());
        }
        List<WebhookEndpoint> failing = webhooks.stream()
                .filter(webhook -> webhook.health().isFailing())
                .limit(MOST_LISTED)
                .toList();
        List<WebhookEndpoint> slowest = webhooks.stream()
                .filter(webhook -> tallies.containsKey(webhook.id()))
                .sorted(Comparator.comparing(
                                (WebhookEndpoint webhook) -> slowness(tallies.getOrDefault(webhook.id(), Tally.NONE)))
                        .reversed())
                .limit(MOST_LISTED)
                .toList();
        return view.value("failing_webhooks", JsonBuilder.array(failing, OverviewResource::failing))
                .value(
                        "slowest_webhooks",
                        JsonBuilder.array(
                                slowest,
                                webhook ->
                                        named(webhook, TallyView.of(tallies.getOrDefault(webhook.id(), Tally.NONE)))))
                .build();
    }

    private static long slowness(Tally tally) {
        return tally.percentile(95).orElse(0L);
    }

    private static JsonObject failing(WebhookEndpoint webhook) {
        HealthView health = webhook.health();
        return named(
                webhook,
                JsonBuilder.of()
                        .time("since", health.since().orElse(null))
                        .text("reason", health.reason().orElse(null)));
    }

    private static JsonObject named(WebhookEndpoint webhook, JsonBuilder facts) {
        return facts.text("id", webhook.id()).text("url", webhook.url()).build();
    }
}
