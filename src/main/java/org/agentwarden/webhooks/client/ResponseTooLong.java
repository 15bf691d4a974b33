package org.agentwarden.webhooks.client;

/** The answer is longer than is read; its beginning, with the status, counts. */
final class ResponseTooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final ReceiverResponse answer;

    ResponseTooLong(ReceiverResponse answer) {
        super("the answer is too long", null, false, false);
        this.answer = answer;
    }

    ReceiverResponse answer() {
        return answer;
    }
}
