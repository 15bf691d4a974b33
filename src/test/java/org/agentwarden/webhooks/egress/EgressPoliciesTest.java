package org.agentwarden.webhooks.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressPoliciesTest {

    private static final String ONE = "3b241101-e2bb-4255-8caf-4136c566a962";
    private static final String TWO = "9f0b6ad4-0d7c-4f0e-9a53-ff2f3a6f6a10";
    private static final String OTHER = "0d1f1a52-6b0e-4d3f-8a39-4c6c3c0f6b11";

    private final EgressPolicies policies = policies(Map.of());

    @ParameterizedTest
    @CsvSource({
        ONE + ", 10.1.2.3, true",
        ONE + ", 192.168.1.7, true",
        ONE + ", 172.16.0.1, true",
        ONE + ", 10.2.0.1, false",
        ONE + ", 192.168.1.8, false",
        TWO + ", 10.2.0.1, true",
        TWO + ", 172.16.0.1, true",
        TWO + ", 10.1.2.3, false",
        OTHER + ", 172.16.0.1, true",
        OTHER + ", 8.8.8.8, true",
        OTHER + ", 10.1.2.3, false",
        OTHER + ", 10.2.0.1, false"
    })
    void anOrganizationReachesItsOwnBlocksAndThoseOfAll(String organization, String address, boolean allowed)
            throws UnknownHostException {
        EgressPolicy policy = policies.of(organization);

        assertThat(policy.refusal(InetAddress.getByName(address), 443).isEmpty())
                .isEqualTo(allowed);
        assertThat(policy.refusal(URI.create("https://" + address + "/hook")).isEmpty())
                .isEqualTo(allowed);
    }

    @Test
    void organizationsWithoutBlocksOfTheirOwnShareOnePolicy() {
        assertThat(policies.of(OTHER)).isSameAs(policies.of("unknown")).isNotSameAs(policies.of(ONE));
        assertThat(policies.of(ONE)).isSameAs(policies.of(ONE)).isNotSameAs(policies.of(TWO));
    }

    @Test
    void theServerItselfAndPlainHttpAreRefusedWhateverAnOrganizationMayReach() {
        EgressPolicy policy = policies(Map.of(
                        "agentwarden.egress.allow.organizations",
                        ONE + "=127.0.0.0/8",
                        "agentwarden.http.port",
                        "9090",
                        "agentwarden.egress.https-only",
                        "true"))
                .of(ONE);

        assertThat(policy.refusal(URI.create("https://127.0.0.1:9091/"))).isEmpty();
        assertThat(policy.refusal(URI.create("https://127.0.0.1:9090/"))).isPresent();
        assertThat(policy.refusal(URI.create("http://127.0.0.1:9091/"))).isPresent();
    }

    private static EgressPolicies policies(Map<String, String> further) {
        Map<String, String> given = new HashMap<>(Map.of(
                "agentwarden.egress.allow",
                "172.16.0.0/12",
                "agentwarden.egress.allow.organizations",
                ONE + "=10.1.0.0/16," + ONE + "=192.168.1.7," + TWO + "=10.2.0.0/16"));
        given.putAll(further);
        return new EgressPolicies(Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key)))));
    }
}
