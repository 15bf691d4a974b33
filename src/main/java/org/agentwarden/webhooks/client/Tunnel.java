package org.agentwarden.webhooks.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** A connection to the proxy, which becomes one to the receiver when the proxy has answered 2xx. */
final class Tunnel extends AbstractConnection implements Callback {

    private static final int MOST_ANSWER_BYTES = 16 * 1024;
    private static final String END_OF_HEADERS = "\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    /** Opens the connection to the receiver inside the tunnel. */
    @FunctionalInterface
    interface Inside {

        Connection open() throws IOException;
    }

    private final String request;
    private final Inside inside;
    private final Promise<?> promise;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param request what asks the proxy to connect to the receiver
     * @param promise of the connection inside, which keeps it; a tunnel that can't be opened fails it once
     */
    Tunnel(EndPoint proxy, Executor executor, String request, Inside inside, Promise<?> promise) {
        super(proxy, executor);
        this.request = request;
        this.inside = inside;
        this.promise = promise;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().write(this, ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void succeeded() {
        fillInterested();
    }

    @Override
    public void failed(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            getEndPoint().close(failure);
            promise.failed(failure);
        }
    }

    @Override
    public void onFillInterestedFailed(Throwable failure) {
        failed(failure);
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        failed(new ProxyFailed("the proxy did not answer in time"));
        return false;
    }

    @Override
    public void onFillable() {
        try {
            // What follows the answer is for the connection inside: the receiver may speak first.
            ByteBuffer next = BufferUtil.allocate(1);
            int filled = getEndPoint().fill(next);
            while (filled > 0 && !isAnswered(next.get())) {
                BufferUtil.clear(next);
                filled = getEndPoint().fill(next);
            }
            if (filled > 0) {
                upgrade();
            } else if (filled == 0) {
                fillInterested();
            } else {
                throw new ProxyFailed("the proxy ended the connection without an answer");
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private boolean isAnswered(byte next) throws ProxyFailed {
        if (answer.size() == MOST_ANSWER_BYTES) {
            throw ProxyFailed.unintelligible();
        }
        answer.write(next);
        return next == '\n' && answer.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEADERS);
    }

    private void upgrade() throws IOException {
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        Matcher statusLine = STATUS.matcher(text.substring(0, text.indexOf('\r')));
        if (!statusLine.matches()) {
            throw ProxyFailed.unintelligible();
        }
        int status = Integer.parseInt(statusLine.group(1));
        if (status < 200 || status > 299) {
            throw ProxyFailed.answered(status);
        }
        getEndPoint().upgrade(inside.open());
    }
}
