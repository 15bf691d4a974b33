package org.agentwarden.bench;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The {@link Sink} as the benchmark sees it from its own process. */
final class SinkProcess implements AutoCloseable {

    private static final String WEBHOOKS = "/webhook/";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final URI base;

    private SinkProcess(Process process) throws IOException {
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + process.inputReader().readLine());
    }

    static SinkProcess start() {
        try {
            return new SinkProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-classpath",
                            System.getProperty("java.class.path"),
                            Sink.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the webhooks of a company go. */
    URI path(int company) {
        return base.resolve(WEBHOOKS + company);
    }

    /** Where the yardstick posts: the same work, booked apart and never kept back. */
    URI yardstick() {
        return base.resolve("/plain");
    }

    /** How many different events have arrived. */
    int count() {
        return number("/count");
    }

    Arrivals arrivals() {
        try {
            return Arrivals.read(new DataInputStream(new ByteArrayInputStream(get("/arrivals"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body that arrived last. */
    byte[] lastBody() {
        return get("/last");
    }

    /** How many requests repeated an event that had arrived before. */
    int duplicates() {
        return number("/duplicates");
    }

    /** From now on all webhooks are taken and not answered. */
    void closeGate() {
        int unused = number("/close" + WEBHOOKS);
    }

    /** From now on a company's webhooks are taken and not answered. */
    void closeGate(int company) {
        int unused = number("/close" + WEBHOOKS + company);
    }

    /** Answers all that waits and whatever comes; returns how many requests waited. */
    int openGate() {
        return number("/open");
    }

    private int number(String path) {
        return Integer.parseInt(new String(get(path), StandardCharsets.US_ASCII));
    }

    private byte[] get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.outputWriter().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
