package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.ArtemisPair;
import org.agentwarden.systems.LoadFactor;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node and a broker as the examples set it up: with a password and TLS. */
@Tag("full")
class BrokerIT {

    private static final String QUEUE = "agentwarden.deliveries";

    private static ArtemisPair broker;
    private static AgentWardenServer server;
    private static ConnectionFactory clients;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(Path.of("target", "systems"));
        broker = ArtemisPair.startPrimary(Files.createTempDirectory(Path.of("target", "systems"), "broker-"));
        server = AgentWardenServer.named("broker").with(broker.settings()).start();
        clients = new ActiveMQConnectionFactory(
                "tcp://127.0.0.1:" + broker.primaryPort() + "?sslEnabled=true&trustAll=true");
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void aNodeTakesMessagesOverTlsWithItsPassword() throws JMSException {
        try (JMSContext client = clients.createContext(ArtemisPair.USER, ArtemisPair.PASSWORD)) {
            Queue queue = client.createQueue(QUEUE);

            client.createProducer().send(queue, "of no delivery@of no webhook");

            awaitEmpty(client, queue);
        }
    }

    @Test
    void nothingThatAMessageHoldsIsDeserialized() throws IOException, JMSException {
        AtomicInteger calls = new AtomicInteger();
        Remote object = new Remote() {};
        // Whoever deserializes the stub connects to the process that has exported the object.
        System.setProperty("java.rmi.server.hostname", "127.0.0.1");
        Remote stub = UnicastRemoteObject.exportObject(object, 0, null, port -> countingCalls(calls));
        try (JMSContext client = clients.createContext(ArtemisPair.USER, ArtemisPair.PASSWORD)) {
            Queue queue = client.createQueue(QUEUE);

            client.createProducer().send(queue, (Serializable) stub);

            awaitEmpty(client, queue);
        } finally {
            UnicastRemoteObject.unexportObject(object, true);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void clientsWithoutThePasswordAreRefused() {
        assertThatThrownBy(() -> send(clients.createContext())).isInstanceOf(JMSSecurityRuntimeException.class);
        assertThatThrownBy(() -> send(clients.createContext(ArtemisPair.USER, "guessed")))
                .isInstanceOf(JMSSecurityRuntimeException.class);
    }

    private static void send(JMSContext client) {
        try (client) {
            client.createProducer().send(client.createQueue(QUEUE), "of no delivery@of no webhook");
        }
    }

    private static void awaitEmpty(JMSContext client, Queue queue) throws JMSException {
        try (QueueBrowser browser = client.createBrowser(queue)) {
            await("the queue to be empty")
                    .atMost(LoadFactor.scale(Duration.ofMinutes(2)))
                    .until(() -> !browser.getEnumeration().hasMoreElements());
        }
    }

    private static ServerSocket countingCalls(AtomicInteger calls) throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                Socket call = super.accept();
                calls.incrementAndGet();
                return call;
            }
        };
    }
}
