package org.agentwarden.bench;

/** There is nothing to report; the message is for the person who started the benchmark. */
final class BenchFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchFailed(String message) {
        super(message);
    }
}
