package org.agentwarden.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.200, true",
        "192.0.2.1, 192.0.3.1, false",
        "192.0.2.1, ::ffff:192.0.2.9, true",
        "2001:db8:1:2::1, 2001:db8:1:ff::1, true",
        "2001:db8:1:2::1, 2001:db8:1:102::1, false"
    })
    void aNetworkHas24BitsOfIpv4And56OfIpv6(String one, String other, boolean same) {
        assertThat(network(one).equals(network(other))).isEqualTo(same);
        assertThat(network(one)).hasSizeLessThanOrEqualTo(45);
    }

    private static String network(String peer) {
        return ClientNetwork.of(ClientAddress.of(peer, List.of(), List.of()));
    }
}
