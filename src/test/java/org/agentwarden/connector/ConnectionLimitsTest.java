package org.agentwarden.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import org.agentwarden.settings.Cidr;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

    private static final InetAddress CLIENT = address("192.0.2.1");
    private static final InetAddress OTHER = address("192.0.2.2");
    private static final InetAddress PROXY = address("10.0.0.1");

    @Test
    void aClientMayHaveSoManyConnectionsAtOnce() {
        ConnectionLimits limits = new ConnectionLimits(100, OptionalInt.of(2), List.of());

        assertThat(limits.open(CLIENT)).isTrue();
        assertThat(limits.open(CLIENT)).isTrue();
        assertThat(limits.open(CLIENT)).isFalse();
        assertThat(limits.open(OTHER)).isTrue();
        limits.close(CLIENT);
        assertThat(limits.open(CLIENT)).isTrue();
    }

    @Test
    void allClientsTogetherMayHaveSoMany() {
        ConnectionLimits limits = new ConnectionLimits(2, OptionalInt.empty(), List.of());

        assertThat(limits.open(CLIENT)).isTrue();
        assertThat(limits.open(OTHER)).isTrue();
        assertThat(limits.open(OTHER)).isFalse();
        limits.close(CLIENT);
        assertThat(limits.open(OTHER)).isTrue();
    }

    @Test
    void trustedProxiesHaveThoseOfManyClients() {
        ConnectionLimits limits = new ConnectionLimits(3, OptionalInt.of(1), List.of(Cidr.parse("10.0.0.0/8")));

        assertThat(limits.open(PROXY)).isTrue();
        assertThat(limits.open(PROXY)).isTrue();
        assertThat(limits.open(PROXY)).isTrue();
        assertThat(limits.open(PROXY)).isFalse();
    }

    @Test
    void theAddressesOfAnIpv6NetworkAreOneClient() {
        ConnectionLimits limits = new ConnectionLimits(100, OptionalInt.of(1), List.of());

        assertThat(limits.open(address("2001:db8::1"))).isTrue();
        assertThat(limits.open(address("2001:db8::2"))).isFalse();
        assertThat(limits.open(address("2001:db8:0:1::1"))).isTrue();
    }

    private static InetAddress address(String text) {
        return Cidr.parseAddress(text).orElseThrow();
    }
}
