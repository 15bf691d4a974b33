package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,         10.0.0.0",
        "10.0.0.0/8,         10.255.255.255",
        "10.1.2.3/8,         10.9.9.9",
        "172.16.0.0/12,      172.16.0.0",
        "172.16.0.0/12,      172.31.255.255",
        "192.168.1.0/25,     192.168.1.127",
        "192.168.1.4/31,     192.168.1.5",
        "192.168.1.4/32,     192.168.1.4",
        "192.168.1.4,        192.168.1.4",
        "0.0.0.0/0,          255.255.255.255",
        "0.0.0.0/0,          0.0.0.0",
        "128.0.0.0/1,        255.0.0.1",
        "fd00::/8,           fdff:ffff::1",
        "fe80::/10,          febf:ffff::1",
        "2001:db8::/127,     2001:db8::1",
        "2001:db8::1/128,    2001:db8::1",
        "2001:db8::1,        2001:db8:0:0:0:0:0:1",
        "2001:DB8::1,        2001:db8::1",
        "::/0,               ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::1,                ::1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void anAddressInsideTheBlockIsContained(String block, String address) throws UnknownHostException {
        assertThat(Cidr.parse(block).contains(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      9.255.255.255",
        "10.0.0.0/8,      11.0.0.0",
        "172.16.0.0/12,   172.15.255.255",
        "172.16.0.0/12,   172.32.0.0",
        "192.168.1.0/25,  192.168.1.128",
        "192.168.1.4/31,  192.168.1.6",
        "192.168.1.4/32,  192.168.1.5",
        "128.0.0.0/1,     127.255.255.255",
        "fd00::/8,        fe00::",
        "fe80::/10,       fec0::",
        "2001:db8::/127,  2001:db8::2",
        "2001:db8::1/128, 2001:db8::"
    })
    void anAddressOutsideTheBlockIsNotContained(String block, String address) throws UnknownHostException {
        assertThat(Cidr.parse(block).contains(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, ::", "0.0.0.0/0, ::1", "::/0, 0.0.0.0", "::/0, 10.0.0.1", "::/96, 10.0.0.1"})
    void anAddressOfTheOtherVersionIsNeverContained(String block, String address) throws UnknownHostException {
        assertThat(Cidr.parse(block).contains(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.0/\u0668",
                "10.0.0.0/99999999999",
                " 10.0.0.0/8",
                "10.0.0/8",
                "10",
                "10.0.0.0.0",
                "256.0.0.1",
                "999.1.1.1",
                "010.0.0.1",
                "0x0a.0.0.1",
                "10.0.0.x",
                "::/129",
                "::/-1",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                ".:1",
                "...:",
                "1.2.3.4:",
                "::256.0.0.1",
                "fe80::1%eth0",
                "[::1]",
                "localhost",
                "localhost/8",
                "example.com"
            })
    void garbageIsRefusedWithoutAskingAResolver(String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void aMappedAddressIsTheIpv4AddressThatItMeans() throws UnknownHostException {
        assertThat(Cidr.parse("::ffff:10.0.0.1").contains(InetAddress.getByName("10.0.0.1")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.0.0.0/8",
        "10.0.0.1,        10.0.0.1/32",
        "fd00::/8,        fd00:0:0:0:0:0:0:0/8",
        "::1,             0:0:0:0:0:0:0:1/128"
    })
    void itIsShownWithItsPrefixLength(String text, String shown) {
        assertThat(Cidr.parse(text)).hasToString(shown);
    }

    @Test
    void blocksAreEqualByAddressAndPrefixLength() {
        assertThat(Cidr.parse("10.0.0.1"))
                .isEqualTo(Cidr.parse("10.0.0.1/32"))
                .hasSameHashCodeAs(Cidr.parse("10.0.0.1/32"))
                .isNotEqualTo(Cidr.parse("10.0.0.1/31"))
                .isNotEqualTo(Cidr.parse("10.0.0.2"))
                .isNotEqualTo("10.0.0.1/32");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8::1, 2001:db8:0:0:0:0:0:1"})
    void aBareAddressIsRead(String text, String address) throws UnknownHostException {
        assertThat(Cidr.parseAddress(text)).contains(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "localhost", "192.0.2", "192.0.2.1/32", "192.0.2.1:80", ":::", "fe80::1%eth0"})
    void whatIsNoBareAddressIsNoneAndNotLookedUp(String text) {
        assertThat(Cidr.parseAddress(text)).isEmpty();
    }
}
