package org.agentwarden.platform.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A request whose body has arrived to its end, or as far as anybody wants to know it. */
final class WholeRequest extends HttpServletRequestWrapper {

    /** One more than a body may have, so that whoever reads it sees that it is too large. */
    private static final int MOST_BYTES = 1024 * 1024 + 1;

    private final ServletInputStream body;

    private WholeRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = new Body(body);
    }

    /** Blocks until the client has sent the body. */
    static WholeRequest await(HttpServletRequest request) throws IOException {
        return new WholeRequest(request, request.getInputStream().readNBytes(MOST_BYTES));
    }

    /** The same one each time: there are platforms that ask again for each read. */
    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(byte[] body) {
            bytes = new ByteArrayInputStream(body);
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
            throw new IllegalStateException("The body is here already");
        }
    }
}
