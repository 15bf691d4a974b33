package org.agentwarden.webhooks.delivery;

/** The receiver answers more than anybody wants to read; its status had come before and counts. */
final class AnswerTooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Answer answer;

    AnswerTooLong(Answer answer) {
        super("the answer is too long", null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
