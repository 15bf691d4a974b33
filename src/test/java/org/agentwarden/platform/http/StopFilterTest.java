package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StopFilterTest {

    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private final ContainerRequestContext request = proxy(ContainerRequestContext.class);
    private final ContainerResponseContext response = proxy(ContainerResponseContext.class);
    private int status = 200;
    private @Nullable Object entity = "done";

    @Test
    void nothingIsAcknowledgedWhileTheServerStops() {
        new StopFilter(() -> true).filter(request, response);

        assertThat(status).isEqualTo(503);
        assertThat(entity).hasToString("{\"detail\":\"The server stops\"}");
        assertThat(headers.getFirst("Retry-After")).isEqualTo(2);
    }

    @Test
    void anErrorStaysWhatItIs() {
        status = 404;

        new StopFilter(() -> true).filter(request, response);

        assertThat(status).isEqualTo(404);
        assertThat(entity).isEqualTo("done");
    }

    @Test
    void beforeThatEachAnswerIsGivenAsItIs() {
        new StopFilter(() -> false).filter(request, response);

        assertThat(status).isEqualTo(200);
        assertThat(entity).isEqualTo("done");
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer(method, arguments)));
    }

    private @Nullable Object answer(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getStatus" -> status;
            case "getHeaders" -> headers;
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "setEntity" -> {
                entity = arguments[0];
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
