package org.agentwarden.limits;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.agentwarden.platform.Permit;
import org.agentwarden.platform.http.BufferedRequest;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.ErrorTexts;
import org.agentwarden.settings.Settings;

/**
 * Reads request bodies into memory before anything else is done for the request. A body that has already arrived is read
 * at once. Any other must be complete within the body timeout, and only so many requests wait for theirs, in all and of one
 * client address: a thread waits with each. Its turn among the filters is in web.xml.
 */
public class RequestBuffering extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** One more than a body may have, so that its reader sees that it is too large. */
    private static final int MOST_BYTES = 1024 * 1024 + 1;

    private static final int CHUNK = 8 * 1024;

    /** Of the 300 threads that the server configurations give to the HTTP listener. */
    private final transient ConcurrencyLimit waiting = new ConcurrencyLimit(150, 60);

    /** For clients of whom few wait, when some others have taken all of that. */
    private final transient ConcurrencyLimit reserve = new ConcurrencyLimit(80, 8);

    @Inject
    private transient Settings settings;

    @Inject
    private transient InstantSource clock;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!mayHaveBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        ServletInputStream body = request.getInputStream();
        int length = request.getContentLength();
        if (length >= 0 && length <= body.available()) {
            chain.doFilter(new BufferedRequest(request, body.readNBytes(length)), response);
            return;
        }
        Optional<byte[]> bytes = await(request, response, body);
        if (bytes.isPresent()) {
            chain.doFilter(new BufferedRequest(request, bytes.get()), response);
        }
    }

    /** In HTTP/1 a body announces itself by a header; HTTP/2 needs none. */
    private static boolean mayHaveBody(HttpServletRequest request) {
        if (request.getContentLengthLong() >= 0) {
            return request.getContentLengthLong() > 0;
        }
        return request.getHeader("Transfer-Encoding") != null
                || !request.getProtocol().startsWith("HTTP/1");
    }

    /** The body, or empty when the request has been refused. */
    private Optional<byte[]> await(HttpServletRequest request, HttpServletResponse response, ServletInputStream body)
            throws IOException {
        String client = ClientAddress.of(
                request.getRemoteAddr(),
                Collections.list(request.getHeaders("X-Forwarded-For")),
                settings.requestRules().trustedProxies());
        Optional<Permit> permit = waiting.tryAcquire(client).or(() -> reserve.tryAcquire(client));
        if (permit.isEmpty()) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return Optional.empty();
        }
        try {
            return Optional.of(read(body, settings.capacity().bodyTimeout()));
        } catch (TimeoutException e) {
            refuse(response, HttpServletResponse.SC_REQUEST_TIMEOUT);
        } catch (IOException e) {
            // The client has gone, or sends nothing: nothing to log.
            refuse(
                    response,
                    e.getCause() instanceof TimeoutException
                            ? HttpServletResponse.SC_REQUEST_TIMEOUT
                            : HttpServletResponse.SC_BAD_REQUEST);
        } finally {
            permit.get().release();
        }
        return Optional.empty();
    }

    /** Looks at the clock when bytes arrive; when none do, the server ends the read by its own timeout of 10 s. */
    private byte[] read(ServletInputStream body, Duration timeout) throws IOException, TimeoutException {
        Instant end = clock.instant().plus(timeout);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int length = 0;
        while (length >= 0 && received.size() < MOST_BYTES) {
            if (clock.instant().isAfter(end)) {
                throw new TimeoutException();
            }
            received.write(chunk, 0, length);
            length = body.read(chunk, 0, Math.min(CHUNK, MOST_BYTES - received.size()));
        }
        return received.toByteArray();
    }

    /** What is left of the body must not be taken for the next request, so the connection ends. */
    private static void refuse(HttpServletResponse response, int status) {
        response.setHeader("Connection", "close");
        try {
            ErrorTexts.answer(response, status);
        } catch (IOException e) {
            // The client has gone. Thrown on, this would be logged by the server, with its stack trace.
        }
    }
}
