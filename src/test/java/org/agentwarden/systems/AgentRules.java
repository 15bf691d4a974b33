package org.agentwarden.systems;

import jakarta.json.JsonObject;

/** The permissions of one agent, and its checks of one action. JSON is written with single quotes; an apostrophe is escaped. */
public final class AgentRules {

    private final Company company;
    private final Agent agent;
    private final String action;

    /** @param action that is checked */
    public AgentRules(Company company, Agent agent, String action) {
        this.company = company;
        this.agent = agent;
        this.action = action;
    }

    /** Adds a permission. @return its id */
    public String add(String members) {
        return grant(members).expect(201).json().getString("id");
    }

    public Answer grant(String members) {
        return company.api().post(path("permissions"), json(members));
    }

    public Answer change(String id, String members) {
        return company.api().put("/api/permissions/" + id, json(members));
    }

    public JsonObject check(String context) {
        return agent.ask(action, json(context)).expect(200).json();
    }

    /** What a check would be answered. */
    public JsonObject tried(String members) {
        return company.api().post(path("try"), json(members)).expect(200).json();
    }

    public JsonObject simulate(String members) {
        return company.api()
                .post(path("permissions/simulate"), json(members))
                .expect(200)
                .json();
    }

    private String path(String below) {
        return "/api/agents/" + agent.id() + "/" + below;
    }

    /** The JSON that the text stands for. */
    public static String json(String members) {
        return members.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "'");
    }
}
