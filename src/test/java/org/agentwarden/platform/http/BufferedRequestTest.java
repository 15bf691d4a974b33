package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BufferedRequestTest {

    @Test
    void aSecondRequestForTheStreamGoesOnWhereTheFirstStopped() throws IOException {
        HttpServletRequest below = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        BufferedRequest request = new BufferedRequest(below, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(request.getInputStream().read()).isEqualTo('{');
        assertThat(request.getInputStream().read()).isEqualTo('}');
        assertThat(request.getInputStream().read()).isEqualTo(-1);
        assertThat(request.getInputStream().isFinished()).isTrue();
    }
}
