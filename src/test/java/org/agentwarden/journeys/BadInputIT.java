package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client should send: each is refused in the contract's shape, tells no secrets, stores nothing. */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class BadInputIT {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static final Pattern INSIDES = Pattern.compile(
            "(?i)payara|glassfish|grizzly|jersey|eclipselink|wildfly|undertow|hibernate|parsson|stack ?trace|exception"
                    + "|\\bjava\\.|\\bjakarta\\.|org\\.agentwarden|\\bat [a-z]+\\.[a-z]+|\\bselect |\\bsql\\b|<html");

    private static final String WEBHOOK = "{\"url\":\"%s\",\"events\":[\"log.failed\"]}";

    private URI base;
    private Company company;
    private Agent agent;
    private String permissionId;
    private Endpoint endpoint;
    private String before = "";

    @BeforeAll
    void signUp(AgentWardenServer server) {
        base = server.baseUri();
        company = Company.register(base);
        agent = company.agent("careful-bot");
        permissionId = company.allow(agent, "stripe.refund");
        endpoint = company.webhook(URI.create("https://receiver.example/hook"), "log.blocked");
    }

    @BeforeEach
    void count() {
        before = everything();
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(everything()).isEqualTo(before);
    }

    private String everything() {
        return Stream.of(
                        "/api/agents",
                        "/api/agents/" + agent.id() + "/permissions",
                        "/api/webhooks",
                        "/api/approvals",
                        "/api/logs",
                        "/api/users",
                        "/api/webhooks/" + endpoint.id() + "/deliveries")
                .map(path -> company.api().get(path + "?limit=100").expect(200).body())
                .reduce("", (all, list) -> all + list + "\n");
    }

    /** One wrong request, and which member the answer must name; empty for the body as a whole. */
    private record Wrong(String what, Supplier<Answer> send, String field) {

        static Wrong of(String what, Api api, String method, String path, byte[] body, String field) {
            String where = method + " " + shortened(path);
            return new Wrong(
                    where + ": " + what, () -> api.send(method, path, body.length == 0 ? Map.of() : JSON, body), field);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private Stream<Wrong> invalidRequests() {
        List<Wrong> all = new ArrayList<>();
        malformedBodies(all);
        wrongRegistrations(all);
        wrongAgents(all);
        wrongPermissions(all);
        wrongWebhooks(all);
        wrongChecksAndReports(all);
        wrongQueries(all);
        return all.stream();
    }

    private void malformedBodies(List<Wrong> all) {
        List<String> bodies = List.of(
                "{",
                "{\"name\":}",
                "{\"name\":\"x\"",
                "{'name':'x'}",
                "{\"name\":\"x\"}}",
                "{name:1}",
                "nul",
                "[]",
                "\"text\"",
                "17",
                "null",
                "{\"name\":\"x\",}",
                "{\"name\":01}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"\\x\"}",
                "{\"name\":\"x\"} {\"name\":\"y\"}",
                "<name>x</name>",
                "[".repeat(20_000),
                "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000));
        for (String body : bodies) {
            String what = body.length() > 40 ? body.substring(0, 20) + "... deeply nested" : body;
            all.add(post("malformed body " + what, company.api(), "/api/agents", body, ""));
            all.add(post("malformed body " + what, agent.api(), "/sdk/check", body, ""));
        }
        byte[] latin1 = "{\"name\":\"Grüße\"}".getBytes(StandardCharsets.ISO_8859_1);
        all.add(Wrong.of("not UTF-8", company.api(), "POST", "/api/agents", latin1, ""));
        byte[] utf16 = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16);
        all.add(Wrong.of("UTF-16", company.api(), "POST", "/api/agents", utf16, ""));
        byte[] overlong = "{\"name\":\"??\"}".getBytes(StandardCharsets.UTF_8);
        overlong[9] = (byte) 0xC0;
        overlong[10] = (byte) 0xAF;
        all.add(Wrong.of("overlong UTF-8", company.api(), "POST", "/api/agents", overlong, ""));
    }

    private void wrongRegistrations(List<Wrong> all) {
        Api nobody = Api.anonymous(base);
        String path = "/auth/register";
        all.add(post("no e-mail", nobody, path, "{\"password\":\"long enough\",\"organization_name\":\"x\"}", "email"));
        all.add(post(
                "bad e-mail",
                nobody,
                path,
                "{\"email\":\"nobody\",\"password\":\"long enough\",\"organization_name\":\"x\"}",
                "email"));
        all.add(post(
                "short password",
                nobody,
                path,
                "{\"email\":\"a@b.example\",\"password\":\"1234567\",\"organization_name\":\"x\"}",
                "password"));
        all.add(post(
                "no organization",
                nobody,
                path,
                "{\"email\":\"a@b.example\",\"password\":\"long enough\"}",
                "organization_name"));
        all.add(post("no password", nobody, "/auth/login", "{\"email\":\"a@b.example\"}", "password"));
        all.add(post(
                "e-mail is a number", nobody, "/auth/login", "{\"email\":1,\"password\":\"long enough\"}", "email"));
    }

    private void wrongAgents(List<Wrong> all) {
        Api api = company.api();
        all.add(post("no name", api, "/api/agents", "{}", "name"));
        all.add(post("null name", api, "/api/agents", "{\"name\":null}", "name"));
        all.add(post("blank name", api, "/api/agents", "{\"name\":\"  \"}", "name"));
        all.add(post("name is a number", api, "/api/agents", "{\"name\":1}", "name"));
        all.add(post("name is an object", api, "/api/agents", "{\"name\":{\"a\":1}}", "name"));
        all.add(post("long name", api, "/api/agents", "{\"name\":\"" + "n".repeat(10_000) + "\"}", "name"));
        all.add(post("name taken", api, "/api/agents", "{\"name\":\"careful-bot\"}", "name"));
        all.add(post(
                "description is an array", api, "/api/agents", "{\"name\":\"x\",\"description\":[]}", "description"));
        all.add(post(
                "long description",
                api,
                "/api/agents",
                "{\"name\":\"x\",\"description\":\"" + "d".repeat(100_000) + "\"}",
                "description"));
        all.add(put("unknown status", "/api/agents/" + agent.id(), "{\"status\":\"asleep\"}", "status"));
        all.add(put("status is a flag", "/api/agents/" + agent.id(), "{\"status\":true}", "status"));
        all.add(put("blank name", "/api/agents/" + agent.id(), "{\"name\":\"\"}", "name"));
        all.add(post("no name", api, "/api/api-keys", "{}", "name"));
        all.add(post("no agents", api, "/api/api-keys", "{\"name\":\"x\",\"agent_ids\":[]}", "agent_ids"));
        all.add(post("no name", api, "/api/teams", "{\"members\":[]}", "name"));
        all.add(post("no members", api, "/api/teams", "{\"name\":\"x\"}", "members"));
        all.add(post("unknown member", api, "/api/teams", "{\"name\":\"x\",\"members\":[\"y\"]}", "members"));
        String until = Instant.now().plus(Duration.ofDays(1)).toString();
        String delegation = "/api/users/me/delegation";
        all.add(put("nobody", delegation, "{\"until\":\"" + until + "\"}", "to"));
        all.add(put("unknown user", delegation, "{\"to\":\"x\",\"until\":\"" + until + "\"}", "to"));
        all.add(put("oneself", delegation, "{\"to\":\"" + company.userId() + "\",\"until\":\"" + until + "\"}", "to"));
        all.add(put("no end", delegation, "{\"to\":\"x\"}", "until"));
        all.add(put("another time", delegation, "{\"to\":\"x\",\"until\":\"soon\"}", "until"));
        all.add(put("unknown plan", "/api/organization", "{\"plan\":\"gold\"}", "plan"));
        all.add(put("blank name", "/api/organization", "{\"name\":\" \"}", "name"));
        all.add(post("no role", api, "/api/invitations", "{\"email\":\"u@x.example\"}", "role"));
        all.add(post("no address", api, "/api/invitations", "{\"email\":\"u\",\"role\":\"viewer\"}", "email"));
        all.add(post("no token", api, "/auth/accept-invitation", "{\"password\":\"long enough\"}", "token"));
        all.add(post("no token", api, "/auth/reset-password", "{\"password\":\"long enough\"}", "token"));
        all.add(post("short", api, "/auth/reset-password", "{\"token\":\"t\",\"password\":\"x\"}", "password"));
        all.add(post("short", api, "/auth/accept-invitation", "{\"token\":\"t\",\"password\":\"x\"}", "password"));
        all.add(post(
                "short", api, "/auth/password", "{\"current_password\":\"t\",\"new_password\":\"x\"}", "new_password"));
        all.add(post(
                "unknown role",
                api,
                "/api/users",
                "{\"email\":\"u@x.example\",\"password\":\"long enough\",\"role\":\"king\"}",
                "role"));
    }

    private static void wrongEscalations(List<Wrong> all, Api api, String path) {
        Map.of(
                        "'escalate_after':'15m'", "escalate_to",
                        "'remind_after':'soon'", "remind_after",
                        "'remind_after':'59s'", "remind_after",
                        "'remind_after':'31d'", "remind_after",
                        "'remind_after':'60500ms'", "remind_after",
                        "'remind_after':'24h'", "remind_after",
                        "'team':'x','escalate_to':'x','escalate_after':'15m'", "escalate_to",
                        "'escalate_to':'x','escalate_after':'15m'", "escalate_to",
                        "'team':'x','escalate_to':'y'", "escalate_after")
                .forEach((approvers, field) -> all.add(post(
                        "approvers " + approvers,
                        api,
                        path,
                        ("{'action':'a','effect':'ask','approvers':{" + approvers + "}}").replace('\'', '"'),
                        "approvers." + field)));
    }

    private void wrongPermissions(List<Wrong> all) {
        String path = "/api/agents/" + agent.id() + "/permissions";
        Api api = company.api();
        wrongEscalations(all, api, path);
        String decide = "/api/approvals/decide";
        all.add(post("no ids", api, decide, "{\"decision\":\"approve\"}", "ids"));
        all.add(post("empty ids", api, decide, "{\"ids\":[],\"decision\":\"approve\"}", "ids"));
        all.add(post("no decision", api, decide, "{\"ids\":[\"a\"]}", "decision"));
        all.add(post("another decision", api, decide, "{\"ids\":[\"a\"],\"decision\":\"maybe\"}", "decision"));
        String approve = "/api/approvals/" + UUID.randomUUID() + "/approve";
        all.add(post("valid for a text", api, approve, "{\"valid_for\":\"1h\"}", "valid_for"));
        all.add(post("edits are a list", api, approve, "{\"edits\":[]}", "edits"));
        all.add(post("grant is a text", api, approve, "{\"grant\":\"1h\"}", "grant"));
        all.add(post("grant without end", api, approve, "{\"grant\":{\"max_count\":1}}", "grant.for"));
        all.add(post("long grant", api, approve, "{\"grant\":{\"for\":\"25h\",\"max_count\":1}}", "grant.for"));
        all.add(post("grant without limit", api, approve, "{\"grant\":{\"for\":\"1h\"}}", "grant.max_count"));
        all.add(post("editable is a text", api, path, "{\"action\":\"a\",\"editable\":\"amount\"}", "editable"));
        all.add(post("editable is a path", api, path, "{\"action\":\"a\",\"editable\":[\"a.b\"]}", "editable"));
        all.add(post("unknown team", api, path, "{\"action\":\"a\",\"approvers\":{\"team\":\"x\"}}", "approvers.team"));
        all.add(post("large quorum", api, path, "{\"action\":\"a\",\"approvers\":{\"quorum\":2}}", "approvers.quorum"));
        all.add(post("no draft", api, path + "/simulate", "{}", "action"));
        all.add(post("wrong draft", api, path + "/simulate", "{\"action\":\"a\",\"when\":\"(\"}", "when"));
        all.add(post("no time", api, path + "/simulate", "{\"action\":\"a\",\"since\":\"now\"}", "since"));
        all.add(post("no action", api, path, "{}", "action"));
        all.add(post("action is an array", api, path, "{\"action\":[\"a\"]}", "action"));
        all.add(post("long action", api, path, "{\"action\":\"" + "a".repeat(1_000) + "\"}", "action"));
        all.add(post("wildcard in the middle", api, path, "{\"action\":\"a.*.b\"}", "action"));
        all.add(post(
                "approval is a text",
                api,
                path,
                "{\"action\":\"a\",\"requires_approval\":\"yes\"}",
                "requires_approval"));
        all.add(post("no such effect", api, path, "{\"action\":\"a\",\"effect\":\"deny\"}", "effect"));
        all.add(post("no such mode", api, path, "{\"action\":\"a\",\"mode\":\"off\"}", "mode"));
        all.add(post(
                "effect and approval contradict each other",
                api,
                path,
                "{\"action\":\"a\",\"effect\":\"block\",\"requires_approval\":true}",
                "requires_approval"));
        all.add(post("no condition", api, path, "{\"action\":\"a\",\"when\":\"context.\"}", "when"));
        all.add(post("no boolean", api, path, "{\"action\":\"a\",\"when\":\"1 + 1\"}", "when"));
        all.add(post("blank condition", api, path, "{\"action\":\"a\",\"when\":\" \"}", "when"));
        all.add(post("long condition", api, path, "{\"action\":\"a\",\"when\":\"" + "1".repeat(2_001) + "\"}", "when"));
        all.add(post("condition is a number", api, path, "{\"action\":\"a\",\"when\":1}", "when"));
        all.add(post("no end", api, path, "{\"action\":\"a\",\"expires_at\":\"soon\"}", "expires_at"));
        all.add(post(
                "end in the past",
                api,
                path,
                "{\"action\":\"a\",\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "expires_at"));
        for (String amount :
                List.of("-1", "\"much\"", "\"NaN\"", "1e400", "1e999999999", "12345678901234567890", "true", "[]")) {
            all.add(post(
                    "max_amount " + amount,
                    api,
                    path,
                    "{\"action\":\"a\",\"max_amount\":" + amount + "}",
                    "max_amount"));
        }
        wrongLimits(all, path);
        all.add(put("negative limit", "/api/permissions/" + permissionId, "{\"max_amount\":-5}", "max_amount"));
    }

    private void wrongLimits(List<Wrong> all, String path) {
        for (List<String> wrong : List.of(
                List.of("1", "limits"),
                List.of("{\"count\":1,\"per\":\"1h\"}" + ",{\"count\":1,\"per\":\"1h\"}".repeat(5), "limits"),
                List.of("{\"count\":1}", "limits[0].per"),
                List.of("{\"count\":1,\"per\":\"2h\"}", "limits[0].per"),
                List.of("{\"per\":\"1h\"}", "limits[0].count"),
                List.of("{\"count\":0,\"per\":\"1h\"}", "limits[0].count"),
                List.of("{\"count\":1.5,\"per\":\"1h\"}", "limits[0].count"),
                List.of("{\"count\":\"1\",\"per\":\"1h\"}", "limits[0].count"),
                List.of("{\"count\":1,\"sum\":\"context.a\",\"at_most\":1,\"per\":\"1h\"}", "limits[0].count"),
                List.of("{\"count\":1,\"per\":\"1h\",\"at_most\":1}", "limits[0].at_most"),
                List.of("{\"sum\":\"context.a\",\"per\":\"1h\"}", "limits[0].at_most"),
                List.of("{\"sum\":\"context.a\",\"at_most\":-1,\"per\":\"1h\"}", "limits[0].at_most"),
                List.of("{\"sum\":\"context.\",\"at_most\":1,\"per\":\"1h\"}", "limits[0].sum"),
                List.of("{\"sum\":\"amount\",\"at_most\":1,\"per\":\"1h\"}", "limits[0].sum"),
                List.of("{\"count\":1,\"per\":\"1h\",\"by\":\"customer\"}", "limits[0].by"),
                List.of("{\"count\":1,\"per\":\"1h\",\"then\":\"allow\"}", "limits[0].then"))) {
            String body = "{\"action\":\"a\",\"limits\":[" + wrong.get(0) + "]}";
            all.add(post("limits " + wrong.get(0), company.api(), path, body, wrong.get(1)));
        }
    }

    private void wrongWebhooks(List<Wrong> all) {
        Api api = company.api();
        String path = "/api/webhooks";
        all.add(post("no URL", api, path, "{\"events\":[\"log.failed\"]}", "url"));
        all.add(post("URL is a number", api, path, "{\"url\":1,\"events\":[\"log.failed\"]}", "url"));
        for (String url : hostileUrls()) {
            all.add(post("URL " + shortened(url), api, path, WEBHOOK.formatted(url), "url"));
        }
        all.add(post("URL of the server itself", api, path, WEBHOOK.formatted(base + "/auth/me"), "url"));
        all.add(put(
                "moved to the server itself",
                path + "/" + endpoint.id(),
                "{\"url\":\"http://localhost:" + base.getPort() + "/\"}",
                "url"));
        all.add(put(
                "moved to a private address",
                path + "/" + endpoint.id(),
                "{\"url\":\"http://169.254.169.254/latest/meta-data\"}",
                "url"));
        String start = "{\"url\":\"https://receiver.example/x\",";
        all.add(post("no events", api, path, start + "\"description\":\"x\"}", "events"));
        all.add(post("empty events", api, path, start + "\"events\":[]}", "events"));
        all.add(post("unknown event", api, path, start + "\"events\":[\"log.eaten\"]}", "events"));
        all.add(post("events is a text", api, path, start + "\"events\":\"log.failed\"}", "events"));
        all.add(post("an event is a number", api, path, start + "\"events\":[1]}", "events"));
        for (String retries : List.of("-1", "11", "1.5", "\"3\"", "1e9", "99999999999999999999")) {
            String body = start + "\"events\":[\"log.failed\"],\"max_retries\":" + retries + "}";
            all.add(post("max_retries " + retries, api, path, body, "max_retries"));
        }
        all.add(post(
                "enabled is a text",
                api,
                path,
                start + "\"events\":[\"log.failed\"],\"enabled\":\"true\"}",
                "enabled"));
        all.add(put("no events", path + "/" + endpoint.id(), "{\"events\":[]}", "events"));
        all.add(post("unknown event", api, path + "/" + endpoint.id() + "/test", "{\"event\":\"log.eaten\"}", "event"));
    }

    private static List<String> hostileUrls() {
        return List.of(
                "",
                " ",
                "example.com/hook",
                "/hook",
                "//example.com/hook",
                "ftp://example.com/hook",
                "file:///etc/passwd",
                "gopher://example.com/",
                "javascript:alert(1)",
                "jar:http://example.com/x!/y",
                "http://",
                "http:///hook",
                "https://user:secret@example.com/hook",
                "https://example.com@169.254.169.254/",
                "https://user@/hook",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:http/",
                "http://exa mple.com/",
                "http://example.com/a\\nb",
                "http://example.com/\\r\\nX-Injected: 1",
                "http://example.com/ä",
                "http://ex\u0430mple.com/",
                "http://stra\u00DFe.example/",
                "http://[fe80::1%25eth0]/",
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://0.0.0.0/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://999.1.1.1/",
                "http://example.com/" + "a".repeat(5_000));
    }

    private void wrongChecksAndReports(List<Wrong> all) {
        Api api = agent.api();
        String start = "{\"agent_id\":\"" + agent.id() + "\",";
        all.add(post("no agent", api, "/sdk/check", "{\"action\":\"a\"}", "agent_id"));
        all.add(post("agent is a number", api, "/sdk/check", "{\"agent_id\":1,\"action\":\"a\"}", "agent_id"));
        all.add(post("no action", api, "/sdk/check", start + "\"context\":{}}", "action"));
        all.add(post("blank action", api, "/sdk/check", start + "\"action\":\" \"}", "action"));
        all.add(post("long action", api, "/sdk/check", start + "\"action\":\"" + "a".repeat(10_000) + "\"}", "action"));
        for (String path : List.of("/sdk/check", "/sdk/log")) {
            String both = start + "\"action\":\"a\",\"status\":\"failed\",";
            all.add(post("context is an array", api, path, both + "\"context\":[]}", "context"));
            all.add(post("context is a text", api, path, both + "\"context\":\"x\"}", "context"));
            all.add(post("context is a number", api, path, both + "\"context\":5}", "context"));
            all.add(post(
                    "context over 64 KiB",
                    api,
                    path,
                    both + "\"context\":{\"x\":\"" + "x".repeat(64 * 1024) + "\"}}",
                    "context"));
            all.add(post(
                    "context nested deeply",
                    api,
                    path,
                    both + "\"context\":" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_001),
                    ""));
            all.add(post("person is a number", api, path, both + "\"on_behalf_of\":1}", "on_behalf_of"));
            all.add(post(
                    "long person", api, path, both + "\"on_behalf_of\":\"" + "a".repeat(256) + "\"}", "on_behalf_of"));
            all.add(post("context with NUL", api, path, both + "\"context\":{\"x\":\"\\u0000\"}}", ""));
        }
        all.add(post("no status", api, "/sdk/log", start + "\"action\":\"a\"}", "status"));
        all.add(post("unknown status", api, "/sdk/log", start + "\"action\":\"a\",\"status\":\"eaten\"}", "status"));
        all.add(post(
                "status in capitals", api, "/sdk/log", start + "\"action\":\"a\",\"status\":\"FAILED\"}", "status"));
        all.add(post(
                "address is a number",
                api,
                "/sdk/log",
                start + "\"action\":\"a\",\"status\":\"failed\",\"ip_address\":1}",
                "ip_address"));
        all.add(post(
                "long address",
                api,
                "/sdk/log",
                start + "\"action\":\"a\",\"status\":\"failed\",\"ip_address\":\"" + "1".repeat(1_000) + "\"}",
                "ip_address"));
    }

    private void wrongQueries(List<Wrong> all) {
        for (String path : List.of(
                "/api/agents",
                "/api/logs",
                "/api/approvals",
                "/api/webhooks",
                "/api/webhooks/" + endpoint.id() + "/deliveries",
                "/api/agents/" + agent.id() + "/permissions",
                "/api/deliveries",
                "/api/resends",
                "/api/api-keys",
                "/api/invitations",
                "/api/users")) {
            for (String limit : List.of("0", "-1", "101", "many", "99999999999999999999", "1.5", "%00")) {
                all.add(get(path + "?limit=" + limit, "limit"));
            }
            for (String offset : List.of("-1", "few", "99999999999999999999", "1e3")) {
                all.add(get(path + "?offset=" + offset, "offset"));
            }
            for (String cursor : List.of("2", "older-", "newer--1-x", "older-123456789012345678-x", "older-1-%27")) {
                all.add(get(path + "?cursor=" + cursor, "cursor"));
            }
        }
        String deliveries = "/api/webhooks/" + endpoint.id() + "/deliveries";
        all.add(get("/api/logs?status=eaten", "status"));
        all.add(get("/api/logs?kind=eaten", "kind"));
        all.add(get("/api/logs?created_after=yesterday", "created_after"));
        all.add(get("/api/logs?created_before=2026-13-45T99:00:00Z", "created_before"));
        all.add(get("/api/logs/export?format=xml", "format"));
        all.add(get("/api/logs/export?status=eaten", "status"));
        all.add(get("/api/agents?created_after=yesterday", "created_after"));
        all.add(get("/api/approvals?created_before=yesterday", "created_before"));
        all.add(get("/api/approvals?status=eaten", "status"));
        all.add(get("/api/approvals?outcome=eaten", "outcome"));
        all.add(get("/api/logs?agent_id=" + "a".repeat(5_000), "agent_id"));
        all.add(get("/api/logs?action=a%00b", "action"));
        all.add(get(deliveries + "?status=eaten", "status"));
        all.add(get(deliveries + "?event=log.eaten", "event"));
        all.add(get(deliveries + "?created_after=tomorrow", "created_after"));
    }

    private static Wrong post(String what, Api api, String path, String body, String field) {
        return Wrong.of(what, api, "POST", path, body.getBytes(StandardCharsets.UTF_8), field);
    }

    private Wrong put(String what, String path, String body, String field) {
        return Wrong.of(what, company.api(), "PUT", path, body.getBytes(StandardCharsets.UTF_8), field);
    }

    private Wrong get(String path, String field) {
        return Wrong.of("bad query", company.api(), "GET", path, new byte[0], field);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidRequests")
    void isRefusedAndTheWrongFieldNamed(Wrong wrong) {
        Answer answer = wrong.send().get();

        assertRefused(answer, 400);
        JsonObject detail = answer.json().getJsonObject("detail");
        assertThat(detail.getString("error")).isEqualTo("validation_error");
        assertThat(detail.getString("message")).isNotBlank();
        List<JsonObject> fields = detail.getJsonArray("fields").getValuesAs(JsonObject.class);
        assertThat(fields).isNotEmpty().allSatisfy(field -> {
            assertThat(field.getString("field")).isNotBlank();
            assertThat(field.getString("message")).isNotBlank();
        });
        if (!wrong.field().isEmpty()) {
            assertThat(fields).extracting(field -> field.getString("field")).containsOnly(wrong.field());
        }
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        Answer answer = company.api()
                .post("/api/webhooks", "{\"url\":\"ftp://x\",\"events\":[\"log.eaten\"],\"max_retries\":99}");

        assertRefused(answer, 400);
        assertThat(answer.json().getJsonObject("detail").getJsonArray("fields").getValuesAs(JsonObject.class))
                .extracting(field -> field.getString("field"))
                .containsExactlyInAnyOrder("url", "events", "max_retries");
    }

    @Test
    void anEmailThatIsRegisteredIsToldAsDocumented() {
        Answer answer = Api.anonymous(base)
                .post(
                        "/auth/register",
                        "{\"email\":\"%s\",\"password\":\"long enough\",\"organization_name\":\"x\"}"
                                .formatted(company.email()));

        assertRefused(answer, 400);
        assertThat(answer.json().getString("detail")).isEqualTo("Email already registered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong password", "", " "})
    void aWrongPasswordIsToldAsDocumented(String password) {
        Answer answer = Api.anonymous(base)
                .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(company.email(), password));

        assertRefused(answer, password.isBlank() ? 400 : 401);
        if (!password.isBlank()) {
            assertThat(answer.json().getString("detail")).isEqualTo("Invalid email or password");
        }
    }

    @Test
    void anUnknownEmailIsAnsweredLikeAWrongPassword() {
        Answer answer = Api.anonymous(base)
                .post("/auth/login", "{\"email\":\"nobody@nowhere.example\",\"password\":\"wrong password\"}");

        assertRefused(answer, 401);
        assertThat(answer.json().getString("detail")).isEqualTo("Invalid email or password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/agents", "/sdk/check", "/auth/login", "/api/webhooks"})
    void aBodyOverOneMebibyteIsTooLarge(String path) {
        Api api = path.startsWith("/sdk") ? agent.api() : company.api();
        byte[] body = new byte[1024 * 1024 + 1];
        Arrays.fill(body, (byte) ' ');
        byte[] start = "{\"name\":\"large\"}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, body, 0, start.length);

        assertRefused(api.send("POST", path, JSON, body), 413);
    }

    @Test
    void aContentTypeThatIsNoneIsRefused() {
        byte[] body = "{\"name\":\"other\"}".getBytes(StandardCharsets.UTF_8);

        assertRefused(company.api().send("POST", "/api/agents", Map.of("Content-Type", "nonsense"), body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void onlyJsonIsTaken(String contentType) {
        byte[] body = "{\"name\":\"other\"}".getBytes(StandardCharsets.UTF_8);

        assertRefused(company.api().send("POST", "/api/agents", Map.of("Content-Type", contentType), body), 415);
        assertRefused(agent.api().send("POST", "/sdk/check", Map.of("Content-Type", contentType), body), 415);
        assertRefused(Api.anonymous(base).send("POST", "/auth/login", Map.of("Content-Type", contentType), body), 415);
    }

    @Test
    void aMethodThatNobodyKnowsIsNotAllowed() {
        byte[] body = "{\"name\":\"other\"}".getBytes(StandardCharsets.UTF_8);

        assertRefused(company.api().send("QUERY", "/api/agents", JSON, body), 405);
    }

    /** The platform's HTTP connector would take such a body for the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/agents", "/auth/login", "/", "/nowhere", "/health"})
    void traceIsNotAllowedAndItsBodyIsNoRequest(String path) throws IOException {
        String smuggled = "GET /api/agents HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String request = "TRACE " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + smuggled.length()
                + "\r\n\r\n" + smuggled;

        String answer = everythingAnsweredTo(request);

        assertThat(answer)
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("connection: close")
                .containsOnlyOnce("HTTP/1.1")
                .endsWith("{\"detail\":\"Method not allowed\"}");
    }

    private String everythingAnsweredTo(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void onlyJsonIsGiven() {
        Answer answer = company.api().send("GET", "/api/agents", Map.of("Accept", "application/xml"), new byte[0]);

        assertRefused(answer, 406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/api",
                "/api/nowhere",
                "/sdk/nowhere",
                "/auth/nowhere",
                "/api/agents/x/y/z",
                "/index.jsp",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/api/../WEB-INF/web.xml"
            })
    void anUnknownPathIsNotFound(String path) {
        assertRefused(company.api().get(path), 404);
    }

    /** The platform's HTTP connector refuses these by itself, where the application can't give them a body. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%2e%2e/WEB-INF/web.xml",
                "GET /api/nowhere%00.json",
                "GET /api/agents/%00",
                "TRACE /api/agents"
            })
    void whatNeverReachesTheApplicationIsRefusedWithoutAWord(String request) {
        Answer answer = company.api().send(method(request), path(request), Map.of(), new byte[0]);

        assertThat(answer.status()).as("%s", answer).isIn(400, 404, 405);
        if (answer.body().isEmpty()) {
            assertThat(answer.headers().toString()).doesNotContainPattern(INSIDES);
        } else {
            assertRefused(answer, answer.status());
        }
    }

    private static String method(String request) {
        return request.substring(0, request.indexOf(' '));
    }

    private static String path(String request) {
        return request.substring(request.indexOf(' ') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%20", "..%2f..%2f", "%27%20OR%201=1--", "%C3%A4"})
    void anUnknownIdIsNotFound(String id) {
        for (String path : List.of("/api/agents/", "/api/logs/", "/api/approvals/", "/api/webhooks/")) {
            Answer answer = company.api().get(path + id);

            assertThat(answer.status()).as("%s %s", path, answer).isIn(400, 404);
            assertRefused(answer, answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATCH /api/agents",
                "DELETE /api/agents",
                "PUT /api/webhooks",
                "GET /sdk/check",
                "DELETE /sdk/log",
                "GET /auth/login",
                "PUT /auth/register",
                "POST /api/logs"
            })
    void aWrongMethodIsNotAllowed(String request) {
        Api api = path(request).startsWith("/sdk") ? agent.api() : company.api();

        assertRefused(api.send(method(request), path(request), Map.of(), new byte[0]), 405);
    }

    @Test
    void anUnknownAgentIsToldAsDocumented() {
        String body = "{\"agent_id\":\"nobody\",\"action\":\"a\",\"status\":\"failed\"}";

        for (String path : List.of("/sdk/check", "/sdk/log")) {
            Answer answer = agent.api().post(path, body);
            assertRefused(answer, 404);
            assertThat(answer.json().getString("detail")).isEqualTo("Agent not found");
        }
    }

    private Stream<String> badTokens() {
        String good = company.token();
        String[] parts = good.split("\\.", -1);
        char last = parts[2].charAt(parts[2].length() / 2);
        String otherSignature = parts[2].replace(last, last == 'A' ? 'B' : 'A');
        return Stream.of(
                "",
                "nonsense",
                "a.b.c",
                "..",
                good + "x",
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + otherSignature,
                // {"alg":"none"}
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                // {"alg":"HS256"}
                "eyJhbGciOiJIUzI1NiJ9." + parts[1] + "." + parts[2],
                agent.apiKey(),
                "x".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIsRefused(String token) {
        for (String scheme : List.of("Bearer ", "Basic ", "")) {
            Answer answer = Api.anonymous(base)
                    .send("GET", "/api/agents", Map.of("Authorization", scheme + token), new byte[0]);
            assertRefused(answer, 401);
            assertThat(answer.json().getString("detail")).isEqualTo("Not authenticated");
        }
    }

    @Test
    void theManagementPlaneWantsAToken() {
        for (String path : List.of("/api/agents", "/api/logs", "/api/approvals", "/api/webhooks", "/auth/me")) {
            assertRefused(Api.anonymous(base).get(path), 401);
            assertRefused(agent.api().get(path), 401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ak_", "nonsense", "ak_0000000000000000000000000000000000000000", "token"})
    void aBadKeyIsRefused(String key) {
        String sent = key.equals("token") ? company.token() : key;
        String body = "{\"agent_id\":\"%s\",\"action\":\"a\",\"status\":\"failed\"}".formatted(agent.id());

        for (String path : List.of("/sdk/check", "/sdk/log")) {
            Answer answer = Api.withKey(base, sent).post(path, body);
            assertRefused(answer, 401);
            assertThat(answer.json().getString("detail")).isEqualTo("Invalid API key");
        }
        assertRefused(Api.withToken(base, company.token()).post("/sdk/check", body), 401);
        assertRefused(Api.anonymous(base).post("/sdk/check", body), 401);
        assertRefused(Api.withKey(base, sent).get("/sdk/approvals/" + UUID.randomUUID()), 401);
    }

    @Test
    void aQueryOfManyKilobytesIsAnsweredInTheShapeOfAllErrors() {
        assertRefused(company.api().get("/api/webhooks?limit=" + "%F0%9D%95%8B".repeat(2_000)), 400);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        String key = company.apiKey("short-lived");
        String id = company.api().get("/api/api-keys").array().getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("name").equals("short-lived"))
                .findFirst()
                .orElseThrow()
                .getString("id");
        Api api = Api.withKey(base, key);
        api.get("/sdk/approvals/" + UUID.randomUUID()).expect(404);

        company.api().delete("/api/api-keys/" + id).expect(204);

        assertRefused(api.get("/sdk/approvals/" + UUID.randomUUID()), 401);
    }

    @Test
    void secretsAreShownOnce() {
        assertThat(company.webhook(endpoint)).doesNotContainKey("secret");
        assertThat(company.api().get("/api/webhooks").body()).doesNotContain(endpoint.secret());
        assertThat(company.api().get("/api/api-keys").body()).doesNotContain(agent.apiKey());
    }

    private static void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.isJson()).as("%s", answer).isTrue();
        JsonValue detail = answer.json().get("detail");
        if (detail instanceof JsonObject object) {
            assertThat(object.getString("error")).isNotBlank();
            assertThat(object.getString("message")).isNotBlank();
        } else {
            assertThat(((JsonString) detail).getString()).isNotBlank();
        }
        assertThat(answer.body()).doesNotContainPattern(INSIDES);
        assertThat(answer.headers().toString()).doesNotContainPattern(INSIDES);
    }
}
