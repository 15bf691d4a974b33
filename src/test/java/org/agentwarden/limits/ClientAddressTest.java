package org.agentwarden.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agentwarden.settings.Cidr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final List<Cidr> PROXIES = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8"));

    @Test
    void whoeverIsNotAProxyCanNotSpeakForAnother() {
        assertThat(ClientAddress.of("192.0.2.1", List.of("198.51.100.7"), PROXIES))
                .isEqualTo("192.0.2.1");
        assertThat(ClientAddress.of("10.0.0.1", List.of("198.51.100.7"), List.of()))
                .isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7",
                "203.0.113.9, 198.51.100.7",
                "203.0.113.9, 198.51.100.7, 10.1.1.1",
                "10.2.2.2, 198.51.100.7, 10.1.1.1",
                "unknown,198.51.100.7",
                "198.51.100.7:4711"
            })
    void theClientIsTheLastOneThatNoTrustedProxyStandsFor(String header) {
        assertThat(ClientAddress.of("10.0.0.1", List.of(header), PROXIES)).isEqualTo("198.51.100.7");
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(ClientAddress.of("10.0.0.1", List.of("203.0.113.9", "198.51.100.7", "10.1.1.1"), PROXIES))
                .isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "_hidden", "198.51.100.7, evil.example"})
    void whatCanNotBeReadCountsAsTheProxyThatSaysIt(String header) {
        assertThat(ClientAddress.of("10.0.0.1", List.of(header), PROXIES)).isEqualTo("10.0.0.1");
    }

    @Test
    void aRequestOfTheProxiesOwnIsTheFirstOnes() {
        assertThat(ClientAddress.of("10.0.0.1", List.of("10.3.3.3, 10.2.2.2"), PROXIES))
                .isEqualTo("10.3.3.3");
        assertThat(ClientAddress.of("10.0.0.1", List.of(), PROXIES)).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "[2001:db8:1:2::1]:4711"})
    void allAddressesOfAnIpv6NetworkCountAsOne(String address) {
        assertThat(ClientAddress.of("fd00::1", List.of(address), PROXIES)).isEqualTo("20010db800010002");
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.7, 198.51.100.7", "2001:db8:1:2::1, 2001:db8:1:2:0:0:0:1", "_hidden, 10.0.0.1"})
    void theTextIsTheWholeAddress(String header, String text) {
        assertThat(ClientAddress.text("10.0.0.1", List.of(header), PROXIES)).isEqualTo(text);
    }

    @Test
    void theTextIsNeverTooLongForTheLog() {
        String peer = "fe80:0000:0000:0000:0000:0000:0000:0001%interface0";
        assertThat(ClientAddress.text(peer, List.of(), PROXIES)).hasSize(45);
    }

    @Test
    void whatIsNoAddressCountsByItsName() {
        assertThat(ClientAddress.of("fe80:0:0:0:0:0:0:1%eth0", List.of("198.51.100.7"), PROXIES))
                .isEqualTo("fe80:0:0:0:0:0:0:1%eth0");
    }
}
