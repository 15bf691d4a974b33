package org.agentwarden.webhooks.client;

/** The receiver answers more than anybody wants to read; its status had come before and counts. */
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
