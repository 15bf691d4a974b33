package org.agentwarden.webhooks.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.settings.Cidr;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

    private static final EgressPolicy STRICT = allowing();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // This host
                "0.0.0.0",
                "0.255.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "::",
                "::1",
                // Private
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "fc00::",
                "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "fec0::1",
                "feff::1",
                // Link-local and the clouds' metadata
                "169.254.0.0",
                "169.254.169.254",
                "169.254.170.2",
                "169.254.255.255",
                "168.63.129.16",
                "100.100.100.200",
                "192.0.0.192",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                // Reserved, documentation, benchmarking
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "240.0.0.0",
                "255.255.255.254",
                "255.255.255.255",
                "100::1",
                "100:0:0:1::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                // Multicast
                "224.0.0.1",
                "239.255.255.255",
                "ff02::1",
                "ff0e::1",
                // IPv4 inside IPv6
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.1.2.3",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::127.0.0.1",
                "64:ff9b:1::8.8.8.8",
                "64:ff9b:1:7f00:0:100::",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                // Never assigned
                "4000::1",
                "8000::1",
                "e000::1"
            })
    void whateverIsNotGlobalUnicastIsRefused(String text) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(text);

        assertThat(STRICT.refusal(address, 443))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains(address.getHostAddress(), "agentwarden.egress.allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2a00:1450:4001:80e::200e",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void globalUnicastAddressesAreReached(String address) throws UnknownHostException {
        assertThat(STRICT.refusal(InetAddress.getByName(address), 443)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"})
    void anIpv4MappedAddressIsJudgedLikeTheIpv4AddressThatItConnectsTo(String ipv4) throws UnknownHostException {
        InetAddress mapped = mapped(ipv4);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(STRICT.refusal(mapped, 443)).isPresent();
        assertThat(allowing(ipv4).refusal(mapped, 443)).isEmpty();
        assertThat(STRICT.refusal(mapped("8.8.8.8"), 443)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1",
        "10.1.0.0/16, 10.1.255.255",
        "fd00::/8, fd12::1",
        "::1, ::1",
        "10.0.0.0/8, 64:ff9b::10.1.2.3",
        "192.168.0.0/16, 2002:c0a8:101::1",
        "64:ff9b::/96, 64:ff9b::10.1.2.3",
        "64:ff9b:1::/48, 64:ff9b:1::10.1.2.3",
        "2001:db8::/32, 2001:db8::1"
    })
    void whatTheOperatorAllowsIsReached(String block, String address) throws UnknownHostException {
        assertThat(allowing(block).refusal(InetAddress.getByName(address), 443)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 10.0.0.1",
        "127.0.0.0/8, ::1",
        "10.1.0.0/16, 10.2.0.0",
        "10.0.0.0/8, 64:ff9b::127.0.0.1",
        "10.0.0.0/8, ::10.0.0.1",
        "10.0.0.0/8, 2001:0:4136:e378:8000:63bf:f5ff:fffe"
    })
    void whatTheOperatorAllowsOpensNothingElse(String block, String address) throws UnknownHostException {
        assertThat(allowing(block).refusal(InetAddress.getByName(address), 443)).isPresent();
    }

    @Test
    void aRefusalIsOneLine() throws UnknownHostException {
        assertThat(STRICT.refusal(InetAddress.getByName("10.0.0.1"), 443).orElseThrow())
                .contains("10.0.0.1", "private")
                .doesNotContain("\n");
    }

    // What shows in the URL

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data, 169.254.169.254",
        "https://[::1]/, 0:0:0:0:0:0:0:1",
        "https://[::ffff:10.0.0.1]:8443/, 10.0.0.1"
    })
    void anAddressInTheUrlIsJudgedAtOnce(URI url, String address) {
        assertThat(STRICT.refusal(url))
                .hasValueSatisfying(reason -> assertThat(reason).contains(address, "agentwarden.egress.allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://receiver.test/", "http://localhost/", "http://8.8.8.8/"})
    void aNameIsLeftForWhoeverResolvesIt(URI url) {
        assertThat(STRICT.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://receiver.test/", "HTTP://receiver.test/", "http://8.8.8.8/", "http://10.0.0.1/"})
    void plainHttpIsRefusedWhenTheOperatorWantsNone(URI url) {
        EgressPolicy httpsOnly = policy(Map.of("agentwarden.egress.https-only", "true"));

        assertThat(httpsOnly.refusal(url))
                .contains("refused to send without TLS; agentwarden.egress.https-only wants https://");
        assertThat(httpsOnly.refusal(URI.create("HTTPS://receiver.test/"))).isEmpty();
        assertThat(httpsOnly.refusal(URI.create("https://10.0.0.1/")).orElseThrow())
                .contains("agentwarden.egress.allow");
    }

    // The way back

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:9090/api",
        "127.0.0.1, http://[::ffff:127.0.0.1]:9090/",
        "127.0.0.1, http://0.0.0.0:9090/",
        "127.0.0.1, http://localhost:9090/",
        "127.0.0.1, http://LOCALHOST:9090/",
        "127.0.0.1, http://any.localhost:9090/",
        "127.0.0.1, https://127.0.0.1:9090/",
        "127.0.0.2, http://127.0.0.2:9090/",
        "0.0.0.0, http://127.0.0.1:9090/",
        "0.0.0.0, http://127.1.2.3:9090/",
        "0.0.0.0, http://[::1]:9090/",
        "'::', http://127.0.0.1:9090/"
    })
    void theServerItselfIsRefusedWhateverIsAllowed(String listensOn, URI url) {
        assertThat(listening(listensOn, 9090).refusal(url))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains(":9090: this server listens there itself", "agentwarden.http.address")
                        .doesNotContain("agentwarden.egress.allow"));
    }

    @Test
    void thePortForTlsIsTheServerItselfToo() {
        EgressPolicy policy = policy(Map.of(
                "agentwarden.egress.allow", "127.0.0.0/8",
                "agentwarden.https.port", "9443",
                "agentwarden.https.certificate", "server.pem",
                "agentwarden.https.key", "server.key"));

        assertThat(policy.refusal(URI.create("https://127.0.0.1:9443/")))
                .contains("refused to connect to 127.0.0.1:9443: this server listens there itself"
                        + " (agentwarden.http.address and agentwarden.https.port)");
        assertThat(policy.refusal(URI.create("https://127.0.0.1:8080/"))).isPresent();
        assertThat(policy.refusal(URI.create("https://127.0.0.1:8443/"))).isEmpty();
    }

    @Test
    void aServerThatListensEverywhereKnowsAllItsAddresses() throws SocketException {
        assertThat(NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .toList())
                .isNotEmpty()
                .allSatisfy(address -> assertThat(listening("0.0.0.0", 9090).refusal(address, 9090))
                        .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:9091/",
        "127.0.0.1, http://127.0.0.2:9090/",
        "127.0.0.1, http://localhost/",
        "127.0.0.1, http://8.8.8.8:9090/",
        "0.0.0.0, http://8.8.8.8:9090/",
        "192.0.2.1, http://127.0.0.1:9090/",
        "192.0.2.1, http://localhost:9090/"
    })
    void whereOthersListenIsNotTheServer(String listensOn, URI url) {
        assertThat(listening(listensOn, 9090).refusal(url)).isEmpty();
    }

    @Test
    void aPortThatIsNotWrittenIsTheOneOfTheScheme() {
        assertThat(listening("127.0.0.1", 80).refusal(URI.create("http://127.0.0.1/")))
                .isPresent();
        assertThat(listening("127.0.0.1", 443).refusal(URI.create("https://127.0.0.1/")))
                .isPresent();
        assertThat(listening("127.0.0.1", 80).refusal(URI.create("https://127.0.0.1/")))
                .isEmpty();
    }

    @Test
    void aPublicAddressOfThisMachineIsRefusedUnlessItIsAllowed() throws UnknownHostException {
        InetAddress own = InetAddress.getByName("8.8.4.4");
        List<Cidr> allowed = List.of(Cidr.parse("8.8.4.4"));

        assertThat(new EgressPolicy(settings(Map.of()), List.of(), own::equals).refusal(own, 5432))
                .contains("refused to connect to 8.8.4.4 (this machine); agentwarden.egress.allow can allow it");
        assertThat(new EgressPolicy(settings(Map.of()), List.of(), own::equals)
                        .refusal(InetAddress.getByName("8.8.8.8"), 5432))
                .isEmpty();
        assertThat(new EgressPolicy(settings(Map.of()), allowed, own::equals).refusal(own, 5432))
                .isEmpty();
    }

    private static EgressPolicy listening(String address, int port) {
        return policy(Map.of(
                "agentwarden.egress.allow",
                "127.0.0.0/8,0.0.0.0/8,::1",
                "agentwarden.http.address",
                address,
                "agentwarden.http.port",
                Integer.toString(port)));
    }

    private static EgressPolicy allowing(String... blocks) {
        return policy(Map.of("agentwarden.egress.allow", String.join(",", blocks)));
    }

    private static EgressPolicy policy(Map<String, String> given) {
        Settings settings = settings(given);
        return new EgressPolicy(settings, settings.egress().allow());
    }

    private static Settings settings(Map<String, String> given) {
        return Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    /** As a DNS answer may give it; {@link InetAddress#getByAddress(byte[])} would turn it into an IPv4 address. */
    private static InetAddress mapped(String ipv4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, 10, 12, (byte) 0xFF);
        System.arraycopy(InetAddress.getByName(ipv4).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress("mapped.test", bytes, -1);
    }
}
