package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {

    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

    @Test
    void everyAnswerIsNeitherGuessedNorCachedNorFramed() {
        filter();
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getFirst("Cache-Control")).isEqualTo("no-store");
        assertThat(headers.getFirst("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void whatAResourceSaysAboutCachingAndContentStays() {
        headers.putSingle("Cache-Control", "max-age=60");
        headers.putSingle("Content-Security-Policy", "default-src 'self'");
        filter();
        filter();
        assertThat(headers.get("Cache-Control")).containsExactly("max-age=60");
        assertThat(headers.get("Content-Security-Policy")).containsExactly("default-src 'self'");
        assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
    }

    private void filter() {
        ClassLoader loader = getClass().getClassLoader();
        ContainerRequestContext request = (ContainerRequestContext) Proxy.newProxyInstance(
                loader, new Class<?>[] {ContainerRequestContext.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        ContainerResponseContext response = (ContainerResponseContext) Proxy.newProxyInstance(
                loader, new Class<?>[] {ContainerResponseContext.class}, (proxy, method, arguments) -> headers);
        new SecurityHeaders().filter(request, response);
    }
}
