package org.agentwarden.soak;

import java.nio.file.Path;
import org.agentwarden.systems.ArtemisPair;
import org.agentwarden.systems.ArtemisServer;
import org.agentwarden.systems.Ports;

/**
 * A broker outside of the server, or a pair of them of which the primary one is taken away.
 *
 * @param url what the nodes are told
 */
record Broker(String url, Runnable takingAway, Runnable givingBack, Runnable closing) implements AutoCloseable {

    static Broker alone(Path directory) {
        ArtemisServer server = ArtemisServer.start(directory, Ports.free());
        return new Broker(server.uri().toString(), server::kill, server::resume, server::close);
    }

    static Broker pair(Path directory) {
        ArtemisPair pair = ArtemisPair.start(directory);
        return new Broker(pair.url(), pair::killPrimary, pair::resumePrimary, pair::close);
    }

    void takeAway() {
        takingAway.run();
    }

    /** Returns when it serves again. */
    void giveBack() {
        givingBack.run();
    }

    @Override
    public void close() {
        closing.run();
    }
}
