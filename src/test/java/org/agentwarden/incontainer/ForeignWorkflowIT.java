package org.agentwarden.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.workflow.BudgetExceeded;
import com.example.workflow.PurchaseOrder;
import com.example.workflow.PurchaseWorkflow;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.incontainer.LoopbackReceiver.Received;
import org.agentwarden.organizations.Accounts;
import org.agentwarden.organizations.User;
import org.agentwarden.security.Caller;
import org.agentwarden.security.Roles;
import org.agentwarden.settings.Plan;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.webhooks.client.ConnectionNotOpened;
import org.agentwarden.webhooks.client.Deadline;
import org.agentwarden.webhooks.client.OutgoingWebhook;
import org.agentwarden.webhooks.client.WebhookClient;
import org.agentwarden.webhooks.deliveries.Attempt;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;
import org.agentwarden.webhooks.dispatch.DeliveryQueue;
import org.agentwarden.webhooks.endpoints.EndpointChange;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.engine.DeliveryClaims;
import org.agentwarden.webhooks.history.DeliveryHistory;
import org.agentwarden.webhooks.outbox.Outbox;
import org.agentwarden.webhooks.signing.SignatureScheme;
import org.agentwarden.webhooks.signing.SigningSecret;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An enterprise's own EJB raises AgentWarden's events, in the server in which both run. */
@ArquillianTest
class ForeignWorkflowIT {

    private static final PurchaseOrder ORDER = new PurchaseOrder("PO-1", "Acme", new BigDecimal("499.90"));
    private static final PurchaseOrder TOO_DEAR = new PurchaseOrder("PO-2", "Acme", new BigDecimal("10000.01"));
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Inject
    private PurchaseWorkflow workflow;

    @Inject
    private Event<ActionBlocked> blocked;

    @Inject
    private Accounts accounts;

    @Inject
    private Caller caller;

    @Inject
    private Endpoints endpoints;

    @Inject
    private Outbox outbox;

    @Inject
    private DeliveryClaims claims;

    @Inject
    private DeliveryHistory history;

    @Inject
    private DeliveryQueue queue;

    @Inject
    private WebhookClient client;

    @Inject
    private Rows rows;

    @Inject
    private BeanManager beans;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    private ManagedExecutorService threads;

    private String enterprise;

    @Deployment
    static WebArchive serverWithTheWorkflowOfAnEnterprise() throws Exception {
        // The database is in memory: a broker's journal from an earlier run would speak of rows that are not there.
        deleteTree(Path.of("target/in-container"));
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File("target/agentwarden.war"))
                .as(WebArchive.class)
                .addPackage(PurchaseWorkflow.class.getPackage())
                .addPackage(ForeignWorkflowIT.class.getPackage())
                .addClass(LoadFactor.class)
                .addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static File jarOf(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @BeforeEach
    void registerAnEnterprise() {
        String email = UUID.randomUUID() + "@example.com";
        User admin = accounts.register(email, "a long password", "Example").user();
        enterprise = admin.organizationId();
        caller.identify(enterprise, Plan.ENTERPRISE, admin.id(), Roles.ADMIN);
    }

    @Test
    void anEventOfACommittedTransactionArrivesSigned() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            SigningSecret secret = subscribe(receiver).secret();

            String approvalId = workflow.submit(enterprise, ORDER);

            Received request = onlyRequestTo(receiver);
            request.verify(secret);
            assertThat(request.header("User-Agent")).isEqualTo("AgentWarden-Webhook/1.0");
            assertThat(request.header("webhook-id")).isEqualTo(request.json().getString("id"));
            assertThat(request.json().getString("event")).isEqualTo("log.pending_approval");
            assertThat(request.data().getString("id")).isEqualTo(approvalId);
            assertThat(request.data().getString("agent_id")).isEqualTo("purchasing");
            assertThat(request.data().getString("action")).isEqualTo("purchase.order");
            assertThat(request.data().getString("status")).isEqualTo("pending_approval");
            assertThat(request.data().getString("reason")).isEqualTo("A buyer must release it");
            assertThat(request.data().getJsonObject("context").getString("order"))
                    .isEqualTo("PO-1");
            assertThat(request.body()).contains("\"amount\":499.90");
            assertThat(rows.logEntries(enterprise)).isEqualTo(1);
        }
    }

    @Test
    void aRolledBackTransactionLeavesNothingAndSendsNothing() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            subscribe(receiver);

            assertThatThrownBy(() -> workflow.submit(enterprise, TOO_DEAR)).isInstanceOf(BudgetExceeded.class);

            assertThat(rows.events(enterprise)).isZero();
            assertThat(rows.deliveries(enterprise)).isZero();
            assertThat(rows.logEntries(enterprise)).isZero();
            workflow.submit(enterprise, ORDER);
            assertThat(onlyRequestTo(receiver).data().getJsonObject("context").getString("order"))
                    .isEqualTo(ORDER.number());
            assertThat(rows.events(enterprise)).isEqualTo(1);
        }
    }

    @Test
    void whatNoSecretOfThisNodeCanSignWaitsUntilOneCan() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            SigningSecret secret = subscribe(receiver).secret();
            String sealed = rows.sealedSecret(enterprise);
            rows.sealSecretAs(enterprise, "spoilt");

            workflow.submit(enterprise, ORDER);

            eventually().until(() -> rows.unclaimed(enterprise) == 1);
            assertThat(receiver.received()).isEmpty();
            rows.sealSecretAs(enterprise, sealed);
            onlyRequestTo(receiver).verify(secret);
        }
    }

    @Test
    void everyPublicEventRecordReachesTheReceiver() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            SigningSecret secret = subscribe(receiver).secret();

            String approvalId = workflow.submit(enterprise, ORDER);
            workflow.release(enterprise, approvalId, ORDER, "a.buyer");
            workflow.refuse(enterprise, ORDER, "The supplier is on the deny list");
            workflow.reportFailure(enterprise, ORDER);

            eventually().until(() -> receiver.received().size() == 4);
            assertThat(receiver.received())
                    .extracting(request -> request.json().getString("event"))
                    .containsExactlyInAnyOrder(
                            "log.pending_approval", "approval.approved", "log.blocked", "log.failed");
            for (Received request : receiver.received()) {
                request.verify(secret);
            }
            assertThat(receiver.received())
                    .filteredOn(request -> request.json().getString("event").equals("approval.approved"))
                    .allSatisfy(request -> {
                        assertThat(request.data().getString("approval_id")).isEqualTo(approvalId);
                        assertThat(request.data().getString("resolved_by")).isEqualTo("a.buyer");
                    });
            assertThat(rows.logEntries(enterprise)).isEqualTo(4);
        }
    }

    @Test
    void anEventForAnUnknownOrganizationFailsTheTransactionThatRaisedIt() {
        String unknown = UUID.randomUUID().toString();

        assertThatThrownBy(() -> workflow.submit(unknown, ORDER)).isInstanceOf(EJBException.class);

        assertThat(rows.logEntries(unknown)).isZero();
    }

    @Test
    void anEventFiredOutsideATransactionIsStoredAllTheSame() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            subscribe(receiver);

            blocked.fire(refusal());

            assertThat(onlyRequestTo(receiver).json().getString("event")).isEqualTo("log.blocked");
            assertThat(rows.logEntries(enterprise)).isEqualTo(1);
        }
    }

    @Test
    void anEventFiredAsynchronouslyReachesNobody() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            subscribe(receiver);

            blocked.fireAsync(refusal()).toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(rows.events(enterprise)).isZero();
            assertThat(rows.logEntries(enterprise)).isZero();
        }
    }

    @Test
    void theInterceptorOfFaultToleranceIsNotInterceptedItself() throws Exception {
        Retry binding = WebhookClient.class
                .getMethod("exchange", OutgoingWebhook.class, Deadline.class)
                .getAnnotation(Retry.class);

        assertThat(beans.resolveInterceptors(InterceptionType.AROUND_INVOKE, binding))
                .isNotEmpty()
                .allSatisfy(interceptor ->
                        assertThat(created(interceptor).getClass()).isSameAs(interceptor.getBeanClass()));
    }

    @Test
    void aDeliveryWhoseMessageIsLostIsFoundByTheSweep() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            Delivery forgotten = storedWithoutMessage(subscribe(receiver).endpoint());

            assertThat(onlyRequestTo(receiver).header("webhook-id")).isEqualTo(forgotten.eventId());
            eventually().until(() -> statusOf(forgotten) == DeliveryStatus.DELIVERED);
        }
    }

    @Test
    void aDoubledMessageMakesOneRequest() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            WebhookEndpoint endpoint = subscribe(receiver).endpoint();
            ScheduledDelivery scheduled = scheduled(storedWithoutMessage(endpoint));

            queue.send(Collections.nCopies(20, scheduled));

            eventually().until(() -> !receiver.received().isEmpty());
            nothingMoreArrivesAt(receiver, 1);
        }
    }

    @Test
    void aMessageAboutAFinishedDeliveryMakesNoRequest() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            WebhookEndpoint endpoint = subscribe(receiver).endpoint();
            Delivery delivery = storedWithoutMessage(endpoint);
            queue.send(List.of(scheduled(delivery)));
            eventually().until(() -> statusOf(delivery) == DeliveryStatus.DELIVERED);

            queue.send(List.of(scheduled(delivery)));

            nothingMoreArrivesAt(receiver, 1);
        }
    }

    @Test
    void onlyOneOfManyClaimsWins() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            Delivery delivery = storedWithoutMessage(subscribe(receiver).endpoint());
            int rivals = 4;
            CyclicBarrier start = new CyclicBarrier(rivals);
            Callable<List<ClaimedDelivery>> claim = () -> {
                start.await();
                return claims.claim(List.of(delivery.id())).deliveries();
            };

            int winners = 0;
            for (Future<List<ClaimedDelivery>> result : threads.invokeAll(Collections.nCopies(rivals, claim))) {
                winners += result.get().size();
            }

            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatDripsItsAnswerIsLeftWhenTheTimeIsUp() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatDrips()) {
            Delivery delivery = storedWithoutMessage(subscribe(receiver).endpoint());

            queue.send(List.of(scheduled(delivery)));

            eventually().until(() -> statusOf(delivery) == DeliveryStatus.EXHAUSTED);
            Attempt attempt = history.attemptsOf(delivery).get(0);
            assertThat(attempt.error()).contains("no complete answer within 3000 ms");
            assertThat(Duration.ofMillis(attempt.durationMillis())).isBetween(TIMEOUT, TIMEOUT.multipliedBy(3));
        }
    }

    /** The client's own limit is a minute away: only {@code @Timeout} ends the exchange. */
    @Test
    void theExchangeEndsByTheConfiguredTimeout() throws Exception {
        try (LoopbackReceiver receiver = LoopbackReceiver.thatDrips()) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> client.exchange(webhookTo(receiver.url()), Deadline.after(Duration.ofMinutes(1))))
                    .isInstanceOf(TimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, Duration.ofSeconds(50));
        }
    }

    /** A second try comes a tenth of a second later, more or less by half of it. */
    @Test
    void aConnectionThatIsRefusedIsTriedOnceMore() throws Exception {
        URI closed;
        try (LoopbackReceiver receiver = LoopbackReceiver.thatAccepts()) {
            closed = receiver.url();
        }
        long start = System.nanoTime();

        assertThatThrownBy(() -> client.exchange(webhookTo(closed), Deadline.after(TIMEOUT)))
                .isInstanceOf(ConnectionNotOpened.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(50));
    }

    private OutgoingWebhook webhookTo(URI url) {
        return new OutgoingWebhook(enterprise, url, Map.of(), "application/json", "{}", () -> true);
    }

    @Test
    void deliveriesAreAttemptedSideBySide() throws Exception {
        int together = 4;
        try (LoopbackReceiver receiver = LoopbackReceiver.thatWaitsFor(together)) {
            WebhookEndpoint endpoint = subscribe(receiver).endpoint();
            List<Delivery> several = Collections.nCopies(together, endpoint).stream()
                    .map(this::storedWithoutMessage)
                    .toList();

            queue.send(several.stream().map(ForeignWorkflowIT::scheduled).toList());

            eventually()
                    .until(() -> several.stream().allMatch(delivery -> statusOf(delivery) == DeliveryStatus.DELIVERED));
            assertThat(receiver.received()).hasSize(together);
        }
    }

    private Endpoints.Created subscribe(LoopbackReceiver receiver) {
        return endpoints.create(
                enterprise,
                new EndpointChange(
                        Optional.of(receiver.url()),
                        Optional.of(EnumSet.copyOf(EventType.subscribable())),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                SignatureScheme.HMAC,
                Optional.empty());
    }

    private ActionBlocked refusal() {
        return new ActionBlocked(
                enterprise,
                UUID.randomUUID().toString(),
                "purchasing",
                "purchase.order",
                JsonValue.EMPTY_JSON_OBJECT,
                "The supplier is on the deny list",
                Instant.now());
    }

    /** A delivery that is due, with one attempt only, and that the queue knows nothing of. */
    private Delivery storedWithoutMessage(WebhookEndpoint endpoint) {
        Delivery delivery = outbox.publishTest(endpoint, EventType.LOG_FAILED);
        rows.makeDue(delivery.id());
        return delivery;
    }

    private static ScheduledDelivery scheduled(Delivery delivery) {
        return new ScheduledDelivery(delivery.id(), delivery.endpointId(), Instant.EPOCH);
    }

    private <T> T created(Bean<T> bean) {
        return bean.create(beans.createCreationalContext(bean));
    }

    private DeliveryStatus statusOf(Delivery delivery) {
        return history.find(enterprise, delivery.id()).status();
    }

    private static Received onlyRequestTo(LoopbackReceiver receiver) {
        eventually().until(() -> !receiver.received().isEmpty());
        assertThat(receiver.received()).hasSize(1);
        return receiver.received().get(0);
    }

    private static void nothingMoreArrivesAt(LoopbackReceiver receiver, int requests) {
        eventually()
                .during(Duration.ofSeconds(2))
                .until(() -> receiver.received().size() == requests);
    }

    /** Beans are asked by the test's own thread: only that one belongs to the application. */
    private static ConditionFactory eventually() {
        return Awaitility.await().pollInSameThread().atMost(LoadFactor.scale(Duration.ofSeconds(30)));
    }
}
