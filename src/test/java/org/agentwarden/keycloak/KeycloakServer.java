package org.agentwarden.keycloak;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;

/** Keycloak in development mode on a loopback port, with what is in {@code src/test/resources/keycloak} imported. */
final class KeycloakServer implements AutoCloseable {

    private static final Duration STARTED_WITHIN = LoadFactor.scale(Duration.ofMinutes(15));
    private static final String ADMIN = "admin";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.any();
    private final Path log;
    private final Process process;

    private KeycloakServer(Path home) {
        log = home.resolve("keycloak.log");
        try {
            importRealms(home);
            process = program(home).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "keycloak-killer"));
    }

    /** @param home of an unpacked distribution; returns when it answers */
    static KeycloakServer start(Path home) {
        KeycloakServer server = new KeycloakServer(home.toAbsolutePath());
        await().atMost(STARTED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .failFast("Keycloak has ended, see " + server.log, () -> !server.process.isAlive())
                .ignoreExceptions()
                .until(() -> server.send(HttpRequest.newBuilder(
                                        URI.create(server.issuer("company") + "/.well-known/openid-configuration")))
                                .statusCode()
                        == 200);
        return server;
    }

    private static void importRealms(Path home) throws IOException {
        Path imports = Files.createDirectories(home.resolve("data/import"));
        for (String realm : List.of("company", "elsewhere")) {
            Files.copy(
                    Path.of("src/test/resources/keycloak", realm + ".json"),
                    imports.resolve(realm + ".json"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private ProcessBuilder program(Path home) {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms64m -Xmx512m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN));
        return builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }

    String issuer(String realm) {
        return "http://127.0.0.1:" + port + "/realms/" + realm;
    }

    /** Signs a user in with name and password; the password is the name. @return the access token */
    String token(String realm, String client, String user) {
        String form = Map.of("grant_type", "password", "client_id", client, "username", user, "password", user)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return object(send(HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))))
                .getString("access_token");
    }

    /** The keys that a realm publishes. */
    String publishedKeys(String realm) {
        return send(HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/certs")))
                .body();
    }

    /** From now on another key signs; those before are still published. */
    void addKey(String realm) {
        String component = Json.createObjectBuilder()
                .add("name", "newer")
                .add("providerId", "rsa-generated")
                .add("providerType", "org.keycloak.keys.KeyProvider")
                .add(
                        "config",
                        Json.createObjectBuilder()
                                .add("priority", Json.createArrayBuilder().add("200")))
                .build()
                .toString();
        send(admin(realm, "/components")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(component)));
    }

    /** Takes back a key that has been published. */
    void removeKey(String realm, String keyId) {
        JsonArray keys = object(send(admin(realm, "/keys"))).getJsonArray("keys");
        String provider = keys.getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("kid", "").equals(keyId))
                .findFirst()
                .orElseThrow()
                .getString("providerId");
        send(admin(realm, "/components/" + provider).DELETE());
    }

    private HttpRequest.Builder admin(String realm, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/realms/" + realm + path))
                .header("Authorization", "Bearer " + token("master", "admin-cli", ADMIN));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response + ": " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject object(HttpResponse<String> response) {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    /** Its script starts the server as a process below itself. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
