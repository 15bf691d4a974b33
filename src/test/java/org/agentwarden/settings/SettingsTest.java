package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.agentwarden.settings.Egress.Login;
import org.agentwarden.settings.Egress.Proxy;
import org.agentwarden.settings.RequestRules.Lockout;
import org.agentwarden.settings.RequestRules.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String SECRET = "s3cr3t-and-long";
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String METRICS_TOKEN = "m3trics-0123456789";
    private static final String ORGANIZATION = "3b241101-e2bb-4255-8caf-4136c566a962";
    private static final String ANOTHER = "9f0b6ad4-0d7c-4f0e-9a53-ff2f3a6f6a10";
    private static final String API_KEY = "ak_0123456789abcdefghijKLMN_-";

    @Test
    void everySettingHasADefault() {
        Settings settings = read(Map.of());
        Path dataDir = Path.of("agentwarden-data").toAbsolutePath();
        assertThat(settings)
                .isEqualTo(new Settings(
                        dataDir,
                        Path.of("extensions").toAbsolutePath(),
                        "127.0.0.1",
                        8080,
                        Optional.empty(),
                        new Database("jdbc:h2:file:" + dataDir.resolve("database") + "", "agentwarden", ""),
                        Optional.empty(),
                        new Plans(Plan.ENTERPRISE, Plans.ChosenBy.ORGANIZATION),
                        Registration.OPEN,
                        new Bootstrap(Optional.empty(), Optional.empty(), "Default", Optional.empty()),
                        new EncryptionKeys(List.of()),
                        210_000,
                        new Egress(List.of(), Map.of(), false, Optional.empty(), Optional.empty(), List.of()),
                        new OrganizationLimits(100, 200, 200, 1_000, 200),
                        new OutgoingLimits(30_000, 64, 64),
                        List.of(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(125)),
                        Duration.ofSeconds(5),
                        new DisableRule(Optional.of(Duration.ofDays(5)), OptionalInt.of(100)),
                        TimestampStyle.UTC,
                        Optional.of(Duration.ofHours(24)),
                        Optional.of(Duration.ofHours(24)),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(2),
                        new Operations(
                                Duration.ofMinutes(5),
                                true,
                                MetricsAccess.OPEN,
                                Optional.empty(),
                                LoggedAttempts.FAILED,
                                LineFormat.TEXT),
                        new Retention(Optional.of(Duration.ofDays(90)), Map.of()),
                        Optional.empty(),
                        new RequestRules(
                                new Rates(
                                        Map.of(Plan.FREE, 100, Plan.PRO, 1_000, Plan.BUSINESS, 10_000),
                                        Map.of(Plan.FREE, 60, Plan.PRO, 300, Plan.BUSINESS, 1_000)),
                                OptionalInt.of(10),
                                OptionalInt.of(60),
                                List.of(),
                                new Lockout(OptionalInt.of(10), Duration.ofMinutes(15)),
                                Set.of()),
                        new Capacity(4_000, OptionalInt.of(1_000), Duration.ofSeconds(10), Duration.ofSeconds(10), 12),
                        Optional.empty()));
    }

    @Test
    void everySettingCanBeGiven() {
        Map<String, String> given = new HashMap<>();
        given.put("agentwarden.data-dir", "/var/lib/agentwarden");
        given.put("agentwarden.http.address", "0.0.0.0");
        given.put("agentwarden.http.port", "9090");
        given.put("agentwarden.https.port", "9443");
        given.put("agentwarden.https.certificate", "/etc/agentwarden/server.pem");
        given.put("agentwarden.https.key", "/etc/agentwarden/server.key");
        given.put("agentwarden.database.url", "jdbc:postgresql://db/agentwarden");
        given.put("agentwarden.database.user", "warden");
        given.put("agentwarden.database.password", SECRET);
        given.put("agentwarden.broker.url", "tcp://broker:61616, ssl://backup");
        given.put("agentwarden.broker.user", "mover");
        given.put("agentwarden.broker.password", SECRET);
        given.put("agentwarden.default-plan", "free");
        given.put("agentwarden.registration", "closed");
        given.put("agentwarden.bootstrap.admin-email", "admin@example.com");
        given.put("agentwarden.bootstrap.admin-password", SECRET);
        given.put("agentwarden.bootstrap.organization", "Example Ltd");
        given.put("agentwarden.bootstrap.api-key", API_KEY);
        given.put("agentwarden.encryption-keys", KEY);
        given.put("agentwarden.password.iterations", "600000");
        given.put("agentwarden.egress.allow", "10.0.0.0/8, fd00::/8");
        given.put(
                "agentwarden.egress.allow.organizations",
                ORGANIZATION + "=10.1.0.0/16, " + ANOTHER + " = fd00::/8, " + ORGANIZATION + "=192.168.1.7");
        given.put("agentwarden.egress.https-only", "true");
        given.put("agentwarden.egress.proxy", "http://proxy.internal:3128");
        given.put("agentwarden.egress.proxy-user", "warden");
        given.put("agentwarden.egress.proxy-password", SECRET);
        given.put("agentwarden.webhooks.limit", "3");
        given.put("agentwarden.webhooks.requests-per-minute", "600");
        given.put("agentwarden.webhooks.concurrent-per-organization", "20");
        given.put("agentwarden.webhooks.concurrent-per-receiver", "5");
        given.put("agentwarden.permissions.limit", "4");
        given.put("agentwarden.api-keys.limit", "5");
        given.put("agentwarden.users.limit", "6");
        given.put("agentwarden.invitations.limit", "7");
        given.put("agentwarden.webhooks.retry-delays", "100ms, 2m");
        given.put("agentwarden.webhooks.timeout", "750ms");
        given.put("agentwarden.webhooks.disable-after.failing", "12h");
        given.put("agentwarden.webhooks.disable-after.exhausted", "off");
        given.put("agentwarden.webhooks.timestamp-style", "bare");
        given.put("agentwarden.approvals.expiry", "7d");
        given.put("agentwarden.approvals.validity", "2h");
        given.put("agentwarden.approvals.outcome-within", "20m");
        given.put("agentwarden.log.seal-after", "30s");
        given.put("agentwarden.webhooks.backlog-limit", "90s");
        given.put("agentwarden.metrics", "off");
        given.put("agentwarden.metrics.token", METRICS_TOKEN);
        given.put("agentwarden.log.attempts", "all");
        given.put("agentwarden.log.format", "json");
        given.put("agentwarden.retention.deliveries", "off");
        given.put("agentwarden.retention.logs", "90d");
        given.put("agentwarden.retention.logs.free", "7d");
        given.put("agentwarden.retention.logs.enterprise", "off");
        given.put("agentwarden.public-url", "https://warden.example.com");
        given.put("agentwarden.plans", "operator");
        given.put("agentwarden.rate-limit.free.sdk", "7");
        given.put("agentwarden.rate-limit.pro.api", "off");
        given.put("agentwarden.rate-limit.enterprise.sdk", "50000");
        given.put("agentwarden.rate-limit.auth", "off");
        given.put("agentwarden.rate-limit.refused-keys", "600");
        given.put("agentwarden.http.trusted-proxies", "10.0.0.1, fd00::/8");
        given.put("agentwarden.lockout.failures", "off");
        given.put("agentwarden.lockout.period", "1h");
        given.put("agentwarden.http.connections", "500");
        given.put("agentwarden.http.connections-per-client", "off");
        given.put("agentwarden.http.header-timeout", "2s");
        given.put("agentwarden.http.body-timeout", "3s");
        given.put("agentwarden.extensions-dir", "/opt/extensions");
        given.put("agentwarden.http.requests-per-organization", "48");
        given.put("agentwarden.cors.origins", "https://app.example.com, http://localhost:3000");

        assertThat(read(given))
                .isEqualTo(new Settings(
                        Path.of("/var/lib/agentwarden").toAbsolutePath(),
                        Path.of("/opt/extensions").toAbsolutePath(),
                        "0.0.0.0",
                        9090,
                        Optional.of(new Https(
                                9443,
                                Path.of("/etc/agentwarden/server.pem").toAbsolutePath(),
                                Path.of("/etc/agentwarden/server.key").toAbsolutePath())),
                        new Database("jdbc:postgresql://db/agentwarden", "warden", SECRET),
                        Optional.of(new Broker(
                                List.of(URI.create("tcp://broker:61616"), URI.create("ssl://backup")),
                                Optional.of(new Broker.Login("mover", SECRET)))),
                        new Plans(Plan.FREE, Plans.ChosenBy.OPERATOR),
                        Registration.CLOSED,
                        new Bootstrap(
                                Optional.of("admin@example.com"),
                                Optional.of(SECRET),
                                "Example Ltd",
                                Optional.of(API_KEY)),
                        new EncryptionKeys(List.of(KEY)),
                        600_000,
                        new Egress(
                                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")),
                                Map.of(
                                        ORGANIZATION, List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("192.168.1.7")),
                                        ANOTHER, List.of(Cidr.parse("fd00::/8"))),
                                true,
                                Optional.of(
                                        new Proxy("proxy.internal", 3128, Optional.of(new Login("warden", SECRET)))),
                                Optional.empty(),
                                List.of()),
                        new OrganizationLimits(3, 4, 5, 6, 7),
                        new OutgoingLimits(600, 20, 5),
                        List.of(Duration.ofMillis(100), Duration.ofMinutes(2)),
                        Duration.ofMillis(750),
                        new DisableRule(Optional.of(Duration.ofHours(12)), OptionalInt.empty()),
                        TimestampStyle.BARE,
                        Optional.of(Duration.ofDays(7)),
                        Optional.of(Duration.ofHours(2)),
                        Duration.ofMinutes(20),
                        Duration.ofSeconds(30),
                        new Operations(
                                Duration.ofSeconds(90),
                                true,
                                MetricsAccess.OFF,
                                Optional.of(METRICS_TOKEN),
                                LoggedAttempts.ALL,
                                LineFormat.JSON),
                        new Retention(
                                Optional.empty(),
                                Map.of(
                                        Plan.FREE, Duration.ofDays(7),
                                        Plan.PRO, Duration.ofDays(90),
                                        Plan.BUSINESS, Duration.ofDays(90))),
                        Optional.of(URI.create("https://warden.example.com")),
                        new RequestRules(
                                new Rates(
                                        Map.of(
                                                Plan.FREE, 7,
                                                Plan.PRO, 1_000,
                                                Plan.BUSINESS, 10_000,
                                                Plan.ENTERPRISE, 50_000),
                                        Map.of(Plan.FREE, 60, Plan.BUSINESS, 1_000)),
                                OptionalInt.empty(),
                                OptionalInt.of(600),
                                List.of(Cidr.parse("10.0.0.1"), Cidr.parse("fd00::/8")),
                                new Lockout(OptionalInt.empty(), Duration.ofHours(1)),
                                Set.of("https://app.example.com", "http://localhost:3000")),
                        new Capacity(500, OptionalInt.empty(), Duration.ofSeconds(2), Duration.ofSeconds(3), 48),
                        Optional.empty()));
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                        wrong("agentwarden.data-dir", "a\0b"),
                        wrong("agentwarden.https.port", "0", "65536", "on", "none"),
                        wrong(
                                "agentwarden.http.port",
                                "0",
                                "65536",
                                "-1",
                                "http",
                                "8080.0",
                                "80 80",
                                "99999999999",
                                "1\n2",
                                "1\u20282"),
                        wrong("agentwarden.encryption-keys", "x", "AAAA", KEY + "," + KEY.substring(4)),
                        wrong("agentwarden.database.url", "jdbc:mysql://db/x", "postgresql://db/x", "jdbc:h2", "x"),
                        wrong(
                                "agentwarden.broker.url",
                                "broker:61616",
                                "http://broker:61616",
                                "tcp://",
                                "tcp:broker",
                                "tcp://bro ker",
                                "tcp://broker:65536",
                                "tcp://broker:61616/queue",
                                "tcp://broker:61616#x",
                                "tcp://mover:" + SECRET + "@broker:61616",
                                "tcp://broker:61616?keyStorePassword=" + SECRET,
                                "tcp://mover:" + SECRET + " @broker:61616"),
                        wrong("agentwarden.default-plan", "gold", "0", "free,pro"),
                        wrong("agentwarden.registration", "yes", "true", "opened"),
                        wrong("agentwarden.bootstrap.admin-email", "admin"),
                        wrong("agentwarden.bootstrap.api-key", API_KEY),
                        wrong(
                                "agentwarden.egress.allow",
                                "10.0.0.0/33",
                                "localhost",
                                "10.0.0.0/8;10.0.0.0/8",
                                "10.0.0.0/8,example.com",
                                "*"),
                        wrong(
                                "agentwarden.egress.allow.organizations",
                                "10.0.0.0/8",
                                "Example=10.0.0.0/8",
                                "=10.0.0.0/8",
                                ORGANIZATION,
                                ORGANIZATION + "=",
                                ORGANIZATION + "=10.0.0.0/33",
                                ORGANIZATION + "=10.0.0.0/8|fd00::/8",
                                ORGANIZATION + "=10.0.0.0/8,fd00::/8",
                                ORGANIZATION.toUpperCase(Locale.ROOT) + "=10.0.0.0/8",
                                "*=10.0.0.0/8"),
                        wrong("agentwarden.egress.https-only", "yes", "1", "on"),
                        wrong(
                                "agentwarden.egress.proxy",
                                "proxy:3128",
                                "https://proxy:3128",
                                "socks5://proxy:1080",
                                "http://proxy",
                                "http://proxy:0",
                                "http://proxy:65536",
                                "http://proxy:3128/path",
                                "http://warden:" + SECRET + "@proxy:3128"),
                        wrong("agentwarden.egress.proxy-user", "war:den", ":" + SECRET),
                        wrong("agentwarden.egress.client-certificate", "/nowhere/client.p12", "/", "a\0b"),
                        wrong("agentwarden.egress.trusted-certificates", "/nowhere/authorities.pem", "/"),
                        wrong("agentwarden.permissions.limit", "0", "10001", "many"),
                        wrong("agentwarden.api-keys.limit", "0", "10001"),
                        wrong("agentwarden.users.limit", "0", "100001"),
                        wrong("agentwarden.invitations.limit", "0", "10001"),
                        wrong("agentwarden.broker.trusted-certificates", "/nowhere/authorities.pem", "/"),
                        wrong(
                                "agentwarden.webhooks.retry-delays",
                                "5",
                                "5s;25s",
                                "5s,-1s",
                                "5 s",
                                "off",
                                "366d",
                                "999999999d",
                                "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"),
                        wrong(
                                "agentwarden.webhooks.timeout",
                                "0s",
                                "0ms",
                                "5",
                                "5S",
                                "1.5s",
                                "-5s",
                                "5s5s",
                                "off",
                                "366d"),
                        wrong("agentwarden.webhooks.timestamp-style", "iso", "unix"),
                        wrong("agentwarden.webhooks.backlog-limit", "off", "0s", "5"),
                        wrong("agentwarden.metrics", "closed", "true"),
                        wrong("agentwarden.metrics.token", SECRET, SECRET + " " + SECRET, "a".repeat(201)),
                        wrong("agentwarden.log.attempts", "none", "true"),
                        wrong("agentwarden.log.format", "xml", "logfmt"),
                        wrong("agentwarden.retention.deliveries", "0d", "never", "90", "366d"),
                        wrong("agentwarden.retention.logs", "0s", "for ever"),
                        wrong("agentwarden.retention.logs.pro", "0s", "30"),
                        wrong(
                                "agentwarden.public-url",
                                "warden.example.com",
                                "ftp://warden.example.com",
                                "https:///app",
                                "https://warden.example.com/app",
                                "https://warden.example.com?x=1",
                                "https://warden.example.com#x",
                                "https://warden:" + SECRET + "@warden.example.com",
                                "https://warden example.com"),
                        wrong("agentwarden.rate-limit.free.sdk", "0", "-1", "many", "1000001"),
                        wrong("agentwarden.rate-limit.enterprise.api", "0", "unlimited"),
                        wrong("agentwarden.rate-limit.auth", "0", "10/min"),
                        wrong("agentwarden.rate-limit.refused-keys", "0", "none"),
                        wrong("agentwarden.http.connections", "99", "off"),
                        wrong("agentwarden.http.connections-per-client", "9", "many"),
                        wrong("agentwarden.http.header-timeout", "0s", "10"),
                        wrong("agentwarden.http.requests-per-organization", "0", "49", "off"),
                        wrong("agentwarden.http.body-timeout", "0s", "10", "soon"),
                        wrong("agentwarden.http.trusted-proxies", "proxy", "10.0.0.0/33", "*"),
                        wrong("agentwarden.lockout.failures", "0", "never", "1001"),
                        wrong("agentwarden.lockout.period", "off", "0s"),
                        wrong(
                                "agentwarden.cors.origins",
                                "*",
                                "null",
                                "app.example.com",
                                "https://*.example.com",
                                "https://app.example.com/",
                                "https://App.example.com",
                                "https://app.example.com:443",
                                "http://localhost:80",
                                "ftp://app.example.com",
                                "https://ada@app.example.com"),
                        wrong("agentwarden.approvals.expiry", "0h", "never", "24", "9999999999s", "999999999d"),
                        wrong("agentwarden.approvals.validity", "0h", "never", "24"))
                .flatMap(arguments -> arguments);
    }

    private static Stream<Arguments> wrong(String key, String... values) {
        return Stream.of(values).map(value -> Arguments.of(key, value));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsRefusedInOneLineThatNamesTheKey(String key, String value) {
        assertThat(refusal(Map.of(key, value)))
                .startsWith(key + ": '")
                .contains("' must be ")
                .doesNotContain(SECRET)
                .doesNotContainPattern("\\R|\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "7 chars"})
    void theAdministratorsPasswordMustBeLongEnoughAndIsNotShown(String password) {
        String key = "agentwarden.bootstrap.admin-password";
        assertThat(refusal(Map.of("agentwarden.bootstrap.admin-email", "a@example.com", key, password)))
                .isEqualTo(key + ": '...' must be at least 8 characters long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdefghij",
                "ak_0123456789abcdefghi",
                "ak_0123456789 abcdefghij",
                "sk_0123456789abcdefghij"
            })
    void aGivenApiKeyMustLookLikeOneAndIsNotShown(String apiKey) {
        String key = "agentwarden.bootstrap.api-key";
        assertThat(refusal(Map.of(
                        "agentwarden.bootstrap.admin-email",
                        "a@example.com",
                        "agentwarden.bootstrap.admin-password",
                        SECRET,
                        key,
                        apiKey)))
                .startsWith(key + ": '...' must be ")
                .doesNotContain(apiKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password", "12345678", "Ada@Example.com", "Analytical Engines"})
    void aBootstrapPasswordThatIsGuessedFirstStopsTheStart(String password) {
        assertThat(refusal(Map.of(
                        "agentwarden.bootstrap.admin-email",
                        "ada@example.com",
                        "agentwarden.bootstrap.organization",
                        "Analytical Engines",
                        "agentwarden.bootstrap.admin-password",
                        password)))
                .startsWith("agentwarden.bootstrap.admin-password: '...' must be ");
    }

    @Test
    void aWrongDatabaseUrlIsNotShownBecauseItMayHoldAPassword() {
        assertThat(refusal(Map.of("agentwarden.database.url", "jdbc:mysql://db/x?password=" + SECRET)))
                .doesNotContain(SECRET);
    }

    @Test
    void secretsAreNotShown() {
        Map<String, String> given = new HashMap<>(Map.of(
                "agentwarden.database.url",
                "jdbc:postgresql://db/x?password=" + SECRET,
                "agentwarden.database.password",
                SECRET,
                "agentwarden.broker.url",
                "tcp://broker:61616",
                "agentwarden.broker.password",
                SECRET,
                "agentwarden.egress.proxy",
                "http://proxy:3128",
                "agentwarden.egress.proxy-password",
                SECRET,
                "agentwarden.egress.proxy-user",
                "warden",
                "agentwarden.bootstrap.api-key",
                API_KEY,
                "agentwarden.bootstrap.admin-email",
                "admin@example.com",
                "agentwarden.bootstrap.admin-password",
                SECRET));
        given.put("agentwarden.broker.user", "mover");
        given.put("agentwarden.metrics.token", METRICS_TOKEN);
        Settings settings = read(given);
        assertThat(settings.toString()).doesNotContain(SECRET, API_KEY, METRICS_TOKEN);
        assertThat(settings.database().password()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://app.example.com", "http://localhost:3000", "http://127.0.0.1:443", "https://[::1]:80"})
    void anOriginIsWrittenAsBrowsersSendIt(String origin) {
        assertThat(read(Map.of("agentwarden.cors.origins", origin))
                        .requestRules()
                        .corsOrigins())
                .containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankValueCountsAsAbsent(String blank) {
        assertThat(read(Map.of(
                        "agentwarden.http.port",
                        blank,
                        "agentwarden.broker.url",
                        blank,
                        "agentwarden.approvals.expiry",
                        blank,
                        "agentwarden.webhooks.retry-delays",
                        blank)))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void surroundingSpaceDoesNotCount() {
        assertThat(read(Map.of("agentwarden.http.port", " 9090 ")).httpPort()).isEqualTo(9090);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "65535, 65535"})
    void thePortMayBeAnyThatExists(String text, int port) {
        assertThat(read(Map.of("agentwarden.http.port", text)).httpPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"PRO, PRO", "Business, BUSINESS", "enterprise, ENTERPRISE"})
    void aChoiceMayBeWrittenInAnyCase(String text, Plan plan) {
        assertThat(read(Map.of("agentwarden.default-plan", text)).plans().byDefault())
                .isEqualTo(plan);
    }

    @Test
    void aWrongChoiceNamesTheChoices() {
        assertThat(refusal(Map.of("agentwarden.default-plan", "gold")))
                .isEqualTo("agentwarden.default-plan: 'gold' must be one of free, pro, business, enterprise");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "5s, PT5S", "2m, PT2M", "24h, PT24H", "7d, PT168H", "365d, PT8760H"})
    void aDurationHasAUnit(String text, Duration duration) {
        Settings settings =
                read(Map.of("agentwarden.webhooks.timeout", text, "agentwarden.webhooks.retry-delays", text));
        assertThat(settings.webhookTimeout()).isEqualTo(duration);
        assertThat(settings.retryDelays()).containsExactly(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "OFF", " Off "})
    void expiryCanBeSwitchedOff(String off) {
        assertThat(read(Map.of("agentwarden.approvals.expiry", off)).approvalExpiry())
                .isEmpty();
        assertThat(read(Map.of("agentwarden.approvals.validity", off)).approvalValidity())
                .isEmpty();
    }

    @Test
    void retriesCanBeImmediateOrNone() {
        assertThat(read(Map.of("agentwarden.webhooks.retry-delays", "0s,0s")).retryDelays())
                .containsExactly(Duration.ZERO, Duration.ZERO);
        assertThat(read(Map.of("agentwarden.webhooks.retry-delays", ",")).retryDelays())
                .isEmpty();
    }

    @Test
    void theDataDirectoryIsAbsoluteAndTheDatabaseIsInsideIt() {
        Settings settings = read(Map.of("agentwarden.data-dir", "here/../there"));
        assertThat(settings.dataDir()).isEqualTo(Path.of("there").toAbsolutePath());
        assertThat(settings.database().url()).contains(settings.dataDir().toString());
    }

    @Test
    void theKindOfTheDatabaseFollowsFromItsUrl() {
        assertThat(new Database("jdbc:h2:tcp://db/x", "", "").isH2()).isTrue();
        assertThat(new Database("jdbc:postgresql://db/x", "", "").isH2()).isFalse();
    }

    @Test
    void theOperatorMayKeepThePlanToHimself() {
        assertThat(read(Map.of()).plans().chosenBy()).isEqualTo(Plans.ChosenBy.ORGANIZATION);
        assertThat(read(Map.of("agentwarden.plans", "operator")).plans().chosenBy())
                .isEqualTo(Plans.ChosenBy.OPERATOR);
    }

    @Test
    void everyCharacterOfAPasswordCountsButALineBreakAtItsEnd() {
        assertThat(read(Map.of("agentwarden.database.password", " pa${x}$$ss{ \r\n"))
                        .database()
                        .password())
                .isEqualTo(" pa${x}$$ss{ ");
    }

    @Test
    void theProcesssSystemPropertiesAreRead() {
        String key = "agentwarden.http.port";
        System.setProperty(key, "9191");
        try {
            assertThat(Settings.read(SettingSource.ofProcess()).httpPort()).isEqualTo(9191);
        } finally {
            System.clearProperty(key);
        }
    }

    private static Settings read(Map<String, String> given) {
        return Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    private static String refusal(Map<String, String> given) {
        return catchThrowableOfType(InvalidSetting.class, () -> read(given)).getMessage();
    }
}
