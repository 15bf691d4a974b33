package org.agentwarden.webhooks.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where this very server listens: a webhook that leads back to it would be a customer's way past whatever stands before
 * it. On an application server the two settings only say so, and do not make it so.
 */
final class OwnServer {

    private final String listensOn;
    private final int port;

    /** The values of {@code agentwarden.http.address} and {@code agentwarden.http.port}. */
    OwnServer(String listensOn, int port) {
        this.listensOn = listensOn;
        this.port = port;
    }

    /** Why the address may not be reached; empty when somebody else listens there. */
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
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    private static boolean isOnThisMachine(InetAddress address) throws SocketException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }
}
