package org.agentwarden.webhooks.client;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.egress.EgressPolicies;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.glassfish.jersey.internal.Version;
import org.glassfish.jersey.jetty.connector.JettyClientProperties;
import org.glassfish.jersey.jetty.connector.JettyConnectorProvider;
import org.glassfish.jersey.jetty.connector.JettyHttpClientSupplier;

/**
 * The JAX-RS client that webhooks are sent with. It uses Jersey with Jetty's transport, the only one of Jersey's that
 * returns in time from every kind of slow receiver and lets us choose the addresses.
 */
@ApplicationScoped
public class WebhookClient {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    /** Long enough for the second packet of a connection whose first one was lost, which is sent after a second. */
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(1_200);

    /** Behind two addresses that do not answer there is still time for the third. */
    private static final int CONNECTS_PER_ATTEMPT = 4;

    /** When the thread has been interrupted at the deadline, the connection must still be given up. */
    private static final int ABORT_AFTER_MILLIS = 100;

    private static final List<Class<? extends Exception>> UNRELATED_TO_TLS = List.of(
            EgressRefused.class, TimeoutException.class, InterruptedException.class, RejectedExecutionException.class);

    private static final Logger LOG = System.getLogger(WebhookClient.class.getName());

    private final EgressPolicies policies;
    private final Client client;
    private final RestrictedHttpClient transport;
    private final FailedHandshakes handshakes = new FailedHandshakes();

    @Inject
    public WebhookClient(Settings settings) {
        this(settings, InetAddress::getAllByName);
    }

    WebhookClient(Settings settings, HostLookup lookup) {
        this.policies = new EgressPolicies(settings);
        this.transport = new RestrictedHttpClient(settings.egress(), lookup, handshakes);
        ClientConfig config = new ClientConfig()
                .connectorProvider(new JettyConnectorProvider())
                .register(new JettyHttpClientSupplier(transport))
                .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
                .property(ClientProperties.FOLLOW_REDIRECTS, false)
                .property(ClientProperties.CONNECT_TIMEOUT, (int)
                        connectTimeout(settings.webhookTimeout()).toMillis());
        // Not ClientBuilder.newBuilder(): on WildFly that finds RESTEasy.
        this.client = ServerExtensions.without(
                () -> new JerseyClientBuilder().withConfig(config).build().preInitialize());
        LOG.log(Level.INFO, "Webhooks are sent by Jersey {0}", Version.getVersion());
    }

    /** How long one address of a receiver may take to accept a connection. */
    static Duration connectTimeout(Duration attempt) {
        Duration share = attempt.dividedBy(CONNECTS_PER_ATTEMPT);
        Duration atLeast = share.compareTo(SHORTEST_CONNECT) < 0 ? SHORTEST_CONNECT : share;
        return atLeast.compareTo(LONGEST_CONNECT) > 0 ? LONGEST_CONNECT : atLeast;
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    WebhookClient() {
        this.policies = null;
        this.client = null;
        this.transport = null;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * Sends one request and reads the beginning of the answer, before the deadline. {@link TimeoutConfig} sets the value of
     * {@code @Timeout}. {@code @Retry} applies only if no connection could be opened, so that no receiver gets a request
     * twice; the retries of a delivery are in its row, where they survive a restart.
     *
     * @throws ConnectionNotOpened when nothing has reached the receiver
     * @throws RequestWithdrawn when nothing was sent, because it is not wanted any more
     * @throws ProcessingException when the exchange was refused, broke, took too long or was interrupted
     */
    @Retry(maxRetries = 1, delay = 100, jitter = 50, retryOn = ConnectionNotOpened.class)
    @Timeout(5_000)
    public ReceiverResponse exchange(OutgoingWebhook webhook, Deadline deadline) {
        EgressPolicy policy = policies.of(webhook.organizationId());
        // The endpoint may be older than the setting.
        policy.refusal(webhook.url()).ifPresent(reason -> {
            throw new ProcessingException(new EgressRefused(reason));
        });
        if (!webhook.wanted().getAsBoolean()) {
            throw new RequestWithdrawn();
        }
        long start = System.nanoTime();
        Invocation.Builder request = client.target(webhook.url())
                .request()
                .property(JettyClientProperties.TOTAL_TIMEOUT, deadline.millisLeft() + ABORT_AFTER_MILLIS);
        webhook.headers().forEach(request::header);
        byte[] body = webhook.body().getBytes(StandardCharsets.UTF_8);
        try (Response response = transport.sending(
                policy, webhook.wanted(), () -> request.post(Entity.entity(body, webhook.contentType())))) {
            return read(response);
        } catch (ProcessingException e) {
            if (Throwables.has(e, RequestWithdrawn.class)) {
                throw new RequestWithdrawn();
            }
            return Throwables.find(e, ResponseTooLong.class)
                    .map(ResponseTooLong::answer)
                    .orElseThrow(
                            () -> isWorthAnotherTry(e) ? new ConnectionNotOpened(e) : explained(e, webhook, start));
        }
    }

    private static ReceiverResponse read(Response response) {
        byte[] bytes = response.readEntity(byte[].class);
        return ReceiverResponse.of(
                response.getStatus(),
                response.getHeaderString(HttpHeaders.CONTENT_ENCODING),
                response.getHeaderString(HttpHeaders.RETRY_AFTER),
                bytes,
                bytes.length);
    }

    private ProcessingException explained(ProcessingException failure, OutgoingWebhook webhook, long start) {
        return UNRELATED_TO_TLS.stream().anyMatch(type -> Throwables.has(failure, type))
                ? failure
                : handshakes
                        .since(start, webhook.url())
                        .map(tls -> new ProcessingException(tls))
                        .orElse(failure);
    }

    private static boolean isWorthAnotherTry(ProcessingException failure) {
        return Throwables.has(failure, ConnectionNotOpened.class) && !Throwables.has(failure, EgressRefused.class);
    }
}
