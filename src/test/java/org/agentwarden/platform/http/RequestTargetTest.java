package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/api/agents/7",
                "/api/agents/a%20b",
                "/a%2Fb",
                "/%c3%a4",
                "/a/../b",
                "/a/./b",
                "/%E2%82%AC",
                "/a%3Fb%25"
            })
    void aPathWithWholeEscapesOfUtf8IsWellFormed(String path) {
        assertThat(RequestTarget.isWellFormed(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/sdk/check%",
                "/%4",
                "/%zz",
                "/%4g",
                "/%%41",
                "/%00",
                "/%5c",
                "/a\\b",
                "/%ff",
                "/%c0%af",
                "/%ed%a0%80",
                "/\u00ff",
                "/\u20ac",
                "/a\0b",
                "/../a",
                "/%2e%2E/a",
                "/a/../../b"
            })
    void aPathThatServersReadDifferentlyIsNot(String path) {
        assertThat(RequestTarget.isWellFormed(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth;x/login", "/auth/login;", "/auth%3Bx/login", "/;"})
    void neitherIsOneWithMatrixParameters(String path) {
        assertThat(RequestTarget.isWellFormed(path)).isFalse();
    }
}
