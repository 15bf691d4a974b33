package org.agentwarden.soak;

import java.nio.file.Path;
import java.util.Map;
import org.agentwarden.systems.ArtemisPair;
import org.agentwarden.systems.ArtemisServer;
import org.agentwarden.systems.Ports;

/**
 * A broker outside of the server, or a pair of them of which the primary one is taken away.
 *
 * @param settings what the nodes are told in their environment
 * @param giveBack returns when it serves again
 */
record Broker(Map<String, String> settings, Runnable takeAway, Runnable giveBack, Runnable end) {

    static Broker alone(Path directory) {
        ArtemisServer server = ArtemisServer.start(directory, Ports.free());
        return new Broker(
                Map.of("AGENTWARDEN_BROKER_URL", server.uri().toString()), server::kill, server::resume, server::close);
    }

    static Broker pair(Path directory) {
        ArtemisPair pair = ArtemisPair.start(directory);
        return new Broker(pair.settings(), pair::killPrimary, pair::resumePrimary, pair::close);
    }
}
