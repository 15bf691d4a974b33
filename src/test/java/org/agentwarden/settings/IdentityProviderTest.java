package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityProviderTest {

    private static final Map<String, String> LEAST = Map.of(
            "agentwarden.oidc.issuer", "https://id.example/realms/company",
            "agentwarden.oidc.audience", "agentwarden-api",
            "agentwarden.oidc.roles", "aw-admins=admin");

    @Test
    void thereIsNoneUnlessItsIssuerIsGiven() {
        assertThat(read(Map.of())).isEmpty();
    }

    @Test
    void theRestHasDefaults() {
        assertThat(read(LEAST))
                .contains(new IdentityProvider(
                        "https://id.example/realms/company",
                        "agentwarden-api",
                        AudienceClaim.AUD,
                        "groups",
                        Map.of("aw-admins", "admin"),
                        Optional.empty(),
                        Duration.ofHours(1)));
    }

    @Test
    void everySettingCanBeGiven() {
        Map<String, String> given = but("agentwarden.oidc.roles", "aw-admins=admin, /a=b=approver , *=viewer");
        given.put("agentwarden.oidc.audience-claim", "azp");
        given.put("agentwarden.oidc.roles-claim", "realm_access.roles");
        given.put("agentwarden.oidc.organization", "an-id");
        given.put("agentwarden.oidc.jwks-refresh", "5m");

        assertThat(read(given))
                .contains(new IdentityProvider(
                        "https://id.example/realms/company",
                        "agentwarden-api",
                        AudienceClaim.AZP,
                        "realm_access.roles",
                        Map.of("aw-admins", "admin", "/a=b", "approver", "*", "viewer"),
                        Optional.of("an-id"),
                        Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8180/realms/x", "http://127.0.0.1:8180", "http://[::1]", "https://id.example/"
            })
    void anIssuerIsHttpsOrOnThisMachine(String issuer) {
        assertThat(read(but("agentwarden.oidc.issuer", issuer)).orElseThrow().issuer())
                .isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "id.example",
                "ftp://id.example",
                "https://",
                "https://user:secret@id.example",
                "https://id.example?realm=x",
                "https://id.example#x",
                "https://id example"
            })
    void anyOtherIssuerIsRefused(String issuer) {
        assertThat(refusal(but("agentwarden.oidc.issuer", issuer)))
                .startsWith("agentwarden.oidc.issuer: '")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aw-admins",
                "=admin",
                "aw-admins=",
                "aw-admins=root",
                "a=admin,,b=viewer",
                "a=admin,a=viewer",
                "a=admin,",
                ",a=admin",
                "CN=a,OU=Groups=admin",
                "\"a=admin",
                "\"\"=admin",
                "\"a\"b=admin"
            })
    void rolesAreAListOfNamesForOurs(String roles) {
        assertThat(refusal(but("agentwarden.oidc.roles", roles))).startsWith("agentwarden.oidc.roles: '");
    }

    @Test
    void namesWithCommasAreQuoted() {
        Map<String, String> given = but(
                "agentwarden.oidc.roles",
                "\"CN=aw-admins,OU=Groups,DC=example\"=admin, aw approvers = approver,\"the \"\"crew\"\"\"=viewer");

        assertThat(read(given).orElseThrow().roles())
                .isEqualTo(Map.of(
                        "CN=aw-admins,OU=Groups,DC=example",
                        "admin",
                        "aw approvers",
                        "approver",
                        "the \"crew\"",
                        "viewer"));
    }

    @Test
    void theClientIdMayStandForTheAudience() {
        assertThat(read(but("agentwarden.oidc.audience-claim", "client_id"))
                        .orElseThrow()
                        .audienceClaim())
                .isEqualTo(AudienceClaim.CLIENT_ID);
    }

    @Test
    void withOpenRegistrationTheOrganizationMustBeNamed() {
        assertThat(catchThrowableOfType(InvalidSetting.class, () -> settings(LEAST)))
                .hasMessageStartingWith("agentwarden.oidc.organization: '' must be ")
                .hasMessageContaining("agentwarden.registration");

        Map<String, String> bootstrapped = but("agentwarden.bootstrap.admin-email", "ada@example.com");
        bootstrapped.put("agentwarden.bootstrap.admin-password", "correct horse");
        assertThat(settings(bootstrapped).identityProvider()).isPresent();
        assertThat(settings(but("agentwarden.registration", "closed")).identityProvider())
                .isPresent();
        assertThat(settings(but("agentwarden.oidc.organization", "an-id")).identityProvider())
                .isPresent();
    }

    private static Settings settings(Map<String, String> given) {
        return Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agentwarden.oidc.audience", "agentwarden.oidc.roles"})
    void withoutAudienceOrRolesNobodyIsLetIn(String key) {
        assertThat(refusal(but(key, ""))).startsWith(key + ": '' must be ");
    }

    private static Map<String, String> but(String key, String value) {
        Map<String, String> given = new HashMap<>(LEAST);
        given.put(key, value);
        return given;
    }

    private static Optional<IdentityProvider> read(Map<String, String> given) {
        return IdentityProvider.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    private static String refusal(Map<String, String> given) {
        return catchThrowableOfType(InvalidSetting.class, () -> read(given)).getMessage();
    }
}
