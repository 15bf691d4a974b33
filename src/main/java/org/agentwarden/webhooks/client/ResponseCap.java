package org.agentwarden.webhooks.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;

/** Keeps the beginning of one response, and aborts it when it is too long. */
final class ResponseCap implements Response.ContentListener {

    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long seen;

    @Override
    public void onContent(Response response, ByteBuffer content) {
        seen += content.remaining();
        ByteBuffer view = content.slice();
        // One byte more than is kept tells whether the last character is whole.
        byte[] part = new byte[Math.min(view.remaining(), Math.max(0, ReceiverResponse.KEPT_BYTES + 1 - kept.size()))];
        view.get(part);
        kept.writeBytes(part);
        if (seen > MAX_ANSWER_BYTES) {
            CompletableFuture<Boolean> unused = response.abort(new ResponseTooLong(answer(response)));
        }
    }

    private ReceiverResponse answer(Response response) {
        return ReceiverResponse.of(
                response.getStatus(),
                response.getHeaders().get(HttpHeader.CONTENT_ENCODING),
                response.getHeaders().get(HttpHeader.RETRY_AFTER),
                kept.toByteArray(),
                seen);
    }
}
