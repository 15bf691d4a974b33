package org.agentwarden.soak;

import java.net.URI;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Company;

/** A node as a company and its agents see it. */
record LoadBalancer(Company company, List<Agent> agents) {

    static LoadBalancer at(URI node, Company company, List<Agent> agents) {
        return new LoadBalancer(
                company.at(node), agents.stream().map(agent -> agent.at(node)).toList());
    }

    /** One of the agents; consecutive numbers are different ones. */
    Agent agent(long number) {
        return agents.get((int) (number % agents.size()));
    }
}
