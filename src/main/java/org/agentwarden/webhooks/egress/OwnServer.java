package org.agentwarden.webhooks.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where this server listens: webhooks to it would bypass the proxy before it. On an application server the two settings
 * describe the listener, but do not configure it.
 */
final class OwnServer {

    private final String listensOn;
    private final int port;

    OwnServer(String listensOn, int port) {
        this.listensOn = listensOn;
        this.port = port;
    }

    Optional<String> refusal(InetAddress address, int targetPort) {
        return targetPort == port && isOwn(address)
                ? Optional.of("refused to connect to " + address.getHostAddress() + ":" + port
                        + ": this server listens there itself (agentwarden.http.address and .port)")
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
