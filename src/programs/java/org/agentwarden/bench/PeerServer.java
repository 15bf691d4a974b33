package org.agentwarden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** A peer that runs already, with an application of this run, whose only endpoint is a sink of its own. */
final class PeerServer implements SystemUnderTest, AutoCloseable {

    /** In the place of the agent of a report, so that all events have the same size. */
    private static final String SOURCE = "00000000-0000-7000-8000-000000000000";

    private static final int FIRST_ERROR = 300;

    private final Options options;
    private final Peer peer;
    private final PeerSettings settings;
    private final Processes server;
    private final Processes stores;
    private final String application = "bench-" + UUID.randomUUID();
    private final SinkProcess sink = SinkProcess.start();
    private final Load load;

    private PeerServer(Options options, Peer peer) {
        this.options = options;
        this.peer = peer;
        this.settings = PeerSettings.read(options.peersFile(), peer.name());
        this.server = Processes.named(settings.server());
        this.stores = Processes.named(settings.stores());
        this.load = Load.events(
                sequence -> request(peer.event(application, Load.report(SOURCE, sequence))),
                answer -> peer.isAccepted(answer.statusCode(), answer.body()));
    }

    /** Creates the application and its endpoint. */
    static PeerServer open(Options options, Peer peer) {
        PeerServer opened = new PeerServer(options, peer);
        try {
            opened.create(peer.application(opened.application));
            opened.create(peer.endpoint(opened.application, opened.sink.path(0)));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void create(PeerRequest what) {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request(what), BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new BenchFailed("%s answered %d to %s: %s"
                        .formatted(peer.name(), answer.statusCode(), what.path(), answer.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(PeerRequest what) {
        return what.to(settings.address(), settings.token());
    }

    String name() {
        return peer.name();
    }

    @Override
    public Options options() {
        return options;
    }

    @Override
    public SinkProcess sink() {
        return sink;
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public Processes serverProcesses() {
        return server;
    }

    @Override
    public Processes storeProcesses() {
        return stores;
    }

    /** The peer keeps the application. */
    @Override
    public void close() {
        sink.close();
    }
}
