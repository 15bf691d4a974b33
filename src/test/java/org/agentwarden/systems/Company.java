package org.agentwarden.systems;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A company that has signed up, in the person of its administrator. Every method expects the server to agree and fails
 * with its whole answer when it does not; {@link #api} is the way to ask for trouble.
 */
public final class Company {

    /** The five events of the webhooks guide. */
    public static final List<String> GUIDE_EVENTS =
            List.of("log.blocked", "log.pending_approval", "log.failed", "approval.approved", "approval.rejected");

    /** The longest list that the server answers with. */
    public static final int PAGE = 100;

    private final URI base;
    private final String email;
    private final String userId;
    private final String organizationId;
    private final String token;
    private final Api api;

    private Company(URI base, String email, JsonObject signedIn) {
        this(
                base,
                email,
                signedIn.getJsonObject("user").getString("id"),
                signedIn.getJsonObject("user").getString("organization_id"),
                signedIn.getString("access_token"));
    }

    private Company(URI base, String email, String userId, String organizationId, String token) {
        this.base = base;
        this.email = email;
        this.userId = userId;
        this.organizationId = organizationId;
        this.token = token;
        this.api = Api.withToken(base, token);
    }

    /** The same company, with the same token, at another node. */
    public Company at(URI node) {
        return new Company(node, email, userId, organizationId, token);
    }

    /** Signs up a company that nobody has heard of before. */
    public static Company register(URI base) {
        String name = "company-" + UUID.randomUUID();
        return register(base, "admin@" + name + ".example", "correct horse " + name, name);
    }

    public static Company register(URI base, String email, String password, String organizationName) {
        JsonObject signUp = Json.createObjectBuilder()
                .add("email", email)
                .add("password", password)
                .add("organization_name", organizationName)
                .build();
        Api anybody = Api.anonymous(base);
        // A server hashes few passwords at once.
        Answer registered = Answer.whenServed(() -> anybody.post("/auth/register", signUp));
        return new Company(base, email, registered.expect(200).json());
    }

    public static Company login(URI base, String email, String password) {
        JsonObject credentials = Json.createObjectBuilder()
                .add("email", email)
                .add("password", password)
                .build();
        return new Company(
                base,
                email,
                Api.anonymous(base).post("/auth/login", credentials).expect(200).json());
    }

    /** Invites somebody, who accepts: the same company in the person of a colleague with that role. */
    public Company invite(String role) {
        String address = role + "-" + UUID.randomUUID() + "@company.example";
        JsonObject invitation = Json.createObjectBuilder()
                .add("email", address)
                .add("role", role)
                .build();
        String invited =
                api.post("/api/invitations", invitation).expect(201).json().getString("token");
        JsonObject acceptance = Json.createObjectBuilder()
                .add("token", invited)
                .add("password", "battery staple " + address)
                .build();
        return new Company(
                base,
                address,
                Api.anonymous(base)
                        .post("/auth/accept-invitation", acceptance)
                        .expect(200)
                        .json());
    }

    /** Changes to another plan. */
    public void takePlan(String plan) {
        api.put(
                        "/api/organization",
                        Json.createObjectBuilder().add("plan", plan).build())
                .expect(200);
    }

    public Api api() {
        return api;
    }

    public String email() {
        return email;
    }

    public String userId() {
        return userId;
    }

    public String organizationId() {
        return organizationId;
    }

    /** The administrator's bearer token. */
    public String token() {
        return token;
    }

    /** Adds a person with that role: {@code admin}, {@code approver} or {@code viewer}. */
    public void colleague(String colleaguesEmail, String password, String role) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("email", colleaguesEmail)
                .add("password", password)
                .add("role", role)
                .build();
        api.post("/api/users", wanted).expect(201);
    }

    /** Makes an API key and returns its text. */
    public String apiKey(String name) {
        JsonObject wanted = Json.createObjectBuilder().add("name", name).build();
        return api.post("/api/api-keys", wanted).expect(201).json().getString("key");
    }

    /** Registers an agent and gives it an API key of its own. */
    public Agent agent(String name) {
        JsonObject wanted = Json.createObjectBuilder().add("name", name).build();
        String id = api.post("/api/agents", wanted).expect(201).json().getString("id");
        return new Agent(base, id, name, apiKey("key of " + name));
    }

    public void deactivate(Agent agent) {
        JsonObject inactive =
                Json.createObjectBuilder().add("status", "inactive").build();
        api.put("/api/agents/" + agent.id(), inactive).expect(200);
    }

    /** Lets the agent act without asking anybody; returns the permission's id. */
    public String allow(Agent agent, String action) {
        return permit(agent, action, false, Optional.empty());
    }

    /** Lets the agent act up to an amount; returns the permission's id. */
    public String allowUpTo(Agent agent, String action, String maxAmount) {
        return permit(agent, action, false, Optional.of(new BigDecimal(maxAmount)));
    }

    /** Lets the agent act once a human has agreed; returns the permission's id. */
    public String requireApproval(Agent agent, String action) {
        return permit(agent, action, true, Optional.empty());
    }

    /** Lets the agent act once a human has agreed, by further members of the permission; returns the permission's id. */
    public String requireApproval(Agent agent, String action, JsonObject members) {
        JsonObject wanted = Json.createObjectBuilder(members)
                .add("action", action)
                .add("requires_approval", true)
                .build();
        return api.post("/api/agents/" + agent.id() + "/permissions", wanted)
                .expect(201)
                .json()
                .getString("id");
    }

    private String permit(Agent agent, String action, boolean requiresApproval, Optional<BigDecimal> maxAmount) {
        var wanted = Json.createObjectBuilder().add("action", action).add("requires_approval", requiresApproval);
        maxAmount.ifPresent(amount -> wanted.add("max_amount", amount));
        return api.post("/api/agents/" + agent.id() + "/permissions", wanted.build())
                .expect(201)
                .json()
                .getString("id");
    }

    /** Makes a team of these people and returns its id. */
    public String team(String name, Company... people) {
        return makeTeam(name, people).expect(201).json().getString("id");
    }

    /** Makes a team of these people and returns whatever the server says to it. */
    public Answer makeTeam(String name, Company... people) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("name", name)
                .add(
                        "members",
                        Json.createArrayBuilder(
                                Stream.of(people).map(Company::userId).toList()))
                .build();
        return api.post("/api/teams", wanted);
    }

    /** Approves what the agent asks for, and returns the approval's id. */
    public String approved(Agent agent, String action, String context) {
        String approval = agent.check(action, context).awaitedApproval();
        approve(approval);
        return approval;
    }

    /** Approves and returns the approval. */
    public JsonObject approve(String approvalId) {
        return decide(approvalId, "approve").expect(200).json();
    }

    /** Rejects and returns the approval. */
    public JsonObject reject(String approvalId) {
        return decide(approvalId, "reject").expect(200).json();
    }

    /** Takes a decision and returns whatever the server says to it. */
    public Answer decide(String approvalId, String decision) {
        return api.post("/api/approvals/" + approvalId + "/" + decision, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Takes a decision with a comment and returns the approval. */
    public JsonObject decide(String approvalId, String decision, String comment) {
        JsonObject body = Json.createObjectBuilder().add("comment", comment).build();
        return api.post("/api/approvals/" + approvalId + "/" + decision, body)
                .expect(200)
                .json();
    }

    public JsonObject approval(String approvalId) {
        return api.get("/api/approvals/" + approvalId).expect(200).json();
    }

    /** The newest hundred, pending ones or whatever else the query asks for. */
    public JsonArray approvals(String query) {
        return api.get("/api/approvals?limit=100&" + query).expect(200).array();
    }

    /** The newest hundred rows of the audit log. */
    public JsonArray logs() {
        return api.get("/api/logs?limit=100").expect(200).array();
    }

    /** The newest hundred rows of the audit log about one thing, the newest first. */
    public List<JsonObject> logsOf(String subjectId) {
        return api.get("/api/logs?limit=" + PAGE + "&subject_id=" + subjectId)
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class);
    }

    /** What the audit log says of one thing, the newest first. */
    public List<String> statusesOf(String subjectId) {
        return logsOf(subjectId).stream().map(row -> row.getString("status")).toList();
    }

    /** The newest hundred changes of management in the audit log. */
    public List<JsonObject> changes() {
        return api.get("/api/logs?kind=management&limit=" + PAGE)
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class);
    }

    /** Sets up a webhook on the five events of the guide. */
    public Endpoint webhook(URI url) {
        return webhook(url, GUIDE_EVENTS.toArray(String[]::new));
    }

    /** Sets up a webhook on some events. */
    public Endpoint webhook(URI url, String... events) {
        JsonArrayBuilder names = Json.createArrayBuilder();
        for (String event : events) {
            names.add(event);
        }
        JsonObject wanted = Json.createObjectBuilder()
                .add("url", url.toString())
                .add("events", names)
                .build();
        JsonObject created = api.post("/api/webhooks", wanted).expect(201).json();
        return new Endpoint(created.getString("id"), created.getString("secret"));
    }

    public JsonObject webhook(Endpoint endpoint) {
        return api.get("/api/webhooks/" + endpoint.id()).expect(200).json();
    }

    public void changeWebhook(Endpoint endpoint, JsonObject change) {
        api.put("/api/webhooks/" + endpoint.id(), change).expect(200);
    }

    /** Gives the webhook another secret and returns it with that one. */
    public Endpoint rotateSecret(Endpoint endpoint) {
        JsonObject rotated = api.post("/api/webhooks/" + endpoint.id() + "/rotate-secret", JsonValue.EMPTY_JSON_OBJECT)
                .expect(200)
                .json();
        return new Endpoint(endpoint.id(), rotated.getString("secret"));
    }

    public void deleteWebhook(Endpoint endpoint) {
        api.delete("/api/webhooks/" + endpoint.id()).expect(204);
    }

    public void deleteAllWebhooks() {
        api.get("/api/webhooks").expect(200).array().getValuesAs(JsonObject.class).stream()
                .map(webhook -> webhook.getString("id"))
                .forEach(id -> api.delete("/api/webhooks/" + id).expect(204));
    }

    /** Presses Test Webhook and returns the report. */
    public JsonObject testWebhook(Endpoint endpoint) {
        return api.post("/api/webhooks/" + endpoint.id() + "/test", JsonValue.EMPTY_JSON_OBJECT)
                .expect(200)
                .json();
    }

    /** The newest hundred deliveries to an endpoint. */
    public JsonArray deliveries(Endpoint endpoint) {
        return deliveries(endpoint, "");
    }

    /** The newest hundred deliveries to an endpoint for which the query asks. */
    public JsonArray deliveries(Endpoint endpoint, String query) {
        return api.get("/api/webhooks/" + endpoint.id() + "/deliveries?limit=" + PAGE + "&" + query)
                .expect(200)
                .array();
    }

    /** One delivery with its payload and attempts. */
    public JsonObject delivery(String deliveryId) {
        return api.get("/api/deliveries/" + deliveryId).expect(200).json();
    }

    /** Begins a fresh round of attempts. */
    public void retryDelivery(String deliveryId) {
        api.post("/api/deliveries/" + deliveryId + "/retry", JsonValue.EMPTY_JSON_OBJECT)
                .expect(202);
    }
}
