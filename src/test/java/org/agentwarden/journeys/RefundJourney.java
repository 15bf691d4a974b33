package org.agentwarden.journeys;

import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentRules;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each test has a new company, with an agent that refunds and the permissions of that agent. */
@ExtendWith(SharedServer.class)
abstract class RefundJourney {

    static final String REFUND = "stripe.refund";

    Company company;
    Agent agent;
    AgentRules rules;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
        rules = new AgentRules(company, agent, REFUND);
    }
}
