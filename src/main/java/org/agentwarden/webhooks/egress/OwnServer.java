package org.agentwarden.webhooks.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.settings.Settings;

/**
 * Where this server listens: webhooks to it would bypass the proxy before it. On an application server the settings
 * describe the listener, but do not configure it.
 */
final class OwnServer {

    private final String listensOn;
    private final Map<Integer, String> ports;

    /** @param ports where it listens, each with the name of its setting */
    OwnServer(String listensOn, Map<Integer, String> ports) {
        this.listensOn = listensOn;
        this.ports = Map.copyOf(ports);
    }

    static OwnServer of(Settings settings) {
        Map<Integer, String> ports = new HashMap<>(Map.of(settings.httpPort(), ".port"));
        settings.https().ifPresent(https -> ports.put(https.port(), "agentwarden.https.port"));
        return new OwnServer(settings.httpAddress(), ports);
    }

    Optional<String> refusal(InetAddress address, int targetPort) {
        return ports.containsKey(targetPort) && isOwn(address)
                ? Optional.of("refused to connect to " + address.getHostAddress() + ":" + targetPort
                        + ": this server listens there itself (agentwarden.http.address and " + ports.get(targetPort)
                        + ")")
                : Optional.empty();
    }

    private boolean isOwn(InetAddress address) {
        try {
            InetAddress bound = InetAddress.getByName(listensOn);
            return bound.isAnyLocalAddress()
                    ? isOnThisMachine(address)
                    // Whoever connects to no address in particular is connected to loopback.
                    : address.equals(bound) || (address.isAnyLocalAddress() && bound.isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isOnThisMachine(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || EgressPolicy.isOfThisMachine(address);
    }
}
