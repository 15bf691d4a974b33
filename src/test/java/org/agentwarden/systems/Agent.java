package org.agentwarden.systems;

import jakarta.json.JsonObject;
import java.net.URI;

/** An AI agent with its API key: it asks before it acts and reports what it did. Thread-safe. */
public final class Agent {

    private final URI base;
    private final String id;
    private final String name;
    private final String apiKey;
    private final Api api;

    Agent(URI base, String id, String name, String apiKey) {
        this.base = base;
        this.id = id;
        this.name = name;
        this.apiKey = apiKey;
        this.api = Api.withKey(base, apiKey);
    }

    public Api api() {
        return api;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The text of the key. */
    public String apiKey() {
        return apiKey;
    }

    /** The same agent, at another node. */
    public Agent at(URI node) {
        return new Agent(node, id, name, apiKey);
    }

    /** The same agent, calling itself by another id or name. */
    public Agent calling(String idOrName) {
        return new Agent(base, idOrName, name, apiKey);
    }

    /**
     * Asks whether an action is allowed.
     *
     * @param context a JSON object, sent as it is written
     */
    public Verdict check(String action, String context) {
        return Verdict.of(ask(action, context).expect(200));
    }

    /** Asks whether an action is allowed and returns whatever the server says to it. */
    public Answer ask(String action, String context) {
        return api.post("/sdk/check", body(action, "", context));
    }

    /**
     * Reports how an action went and returns the row of the log.
     *
     * @param status {@code success}, {@code failed}, {@code pending} or {@code denied}
     * @param context a JSON object, sent as it is written
     */
    public JsonObject log(String action, String status, String context) {
        return report(action, status, context).expect(200).json();
    }

    /** Reports how an action went and returns whatever the server says to it. */
    public Answer report(String action, String status, String context) {
        return api.post("/sdk/log", body(action, ",\"status\":\"" + status + "\"", context));
    }

    /** Asks whether an action is allowed now, by an approval. */
    public Verdict checkWith(String approvalId, String action, String context) {
        return Verdict.of(api.post("/sdk/check", body(action, ",\"approval_id\":\"" + approvalId + "\"", context))
                .expect(200));
    }

    /** Claims an approval to execute its action and returns whatever the server says to it. */
    public Answer claim(String approvalId, String action, String context) {
        return api.post("/sdk/approvals/" + approvalId + "/claim", body(action, "", context));
    }

    /** Reports how an approved action went and returns whatever the server says to it. */
    public Answer reportOf(String approvalId, String action, String status, String context) {
        String further = ",\"status\":\"%s\",\"approval_id\":\"%s\"".formatted(status, approvalId);
        return api.post("/sdk/log", body(action, further, context));
    }

    /** Asks what has become of an approval. */
    public JsonObject approval(String approvalId) {
        return api.get("/sdk/approvals/" + approvalId).expect(200).json();
    }

    private String body(String action, String further, String context) {
        return "{\"agent_id\":\"%s\",\"action\":\"%s\"%s,\"context\":%s}".formatted(id, action, further, context);
    }
}
