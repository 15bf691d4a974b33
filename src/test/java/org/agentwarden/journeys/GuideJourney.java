package org.agentwarden.journeys;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each test has a new agent that must ask before it refunds, and a receiver that hears the events of the webhooks guide. The
 * tests of a class share a company.
 */
@ExtendWith(SharedServer.class)
abstract class GuideJourney {

    static final String ACTION = "stripe.refund";

    private static final Map<Class<?>, Company> COMPANIES = new ConcurrentHashMap<>();
    private static final AtomicInteger AGENTS = new AtomicInteger();

    Company company;
    Agent agent;
    WebhookReceiver receiver;
    Endpoint endpoint;

    @BeforeEach
    void setUp(AgentWardenServer server) {
        company = COMPANIES.computeIfAbsent(getClass(), type -> Company.register(server.baseUri()));
        agent = company.agent("refund-bot-" + AGENTS.incrementAndGet());
        company.requireApproval(agent, ACTION);
        receiver = WebhookReceiver.start();
        endpoint = company.webhook(receiver.uri());
    }

    @AfterEach
    void tearDown() {
        company.deleteWebhook(endpoint);
        receiver.close();
    }
}
