package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WholeRequestTest {

    @Test
    void whoAsksForTheBodyAgainGoesOnReadingWhereItWasLeft() throws IOException {
        WholeRequest request = WholeRequest.await(sending("{}"));

        assertThat(request.getInputStream().read()).isEqualTo('{');
        assertThat(request.getInputStream().read()).isEqualTo('}');
        assertThat(request.getInputStream().read()).isEqualTo(-1);
        assertThat(request.getInputStream().isFinished()).isTrue();
    }

    private static HttpServletRequest sending(String body) {
        ServletInputStream stream = new Arriving(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getInputStream")) {
                        return stream;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class Arriving extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Arriving(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
