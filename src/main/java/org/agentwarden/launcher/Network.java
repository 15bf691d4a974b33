package org.agentwarden.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** What the server needs of the machine's network. Payara Micro itself would go on without its listener. */
final class Network {

    private static final int CONNECT_MILLIS = 5_000;

    private Network() {}

    /**
     * @param setting of the port
     * @throws CannotStart when another process listens there, or the address is not one of this machine
     */
    static void requireFree(String address, String setting, int port) throws CannotStart {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new CannotStart("agentwarden.http.address and " + setting + ": can't listen on " + address + " port "
                    + port + ": " + e.getMessage());
        }
    }

    /**
     * Connects to the servers, each for at most five seconds, until one accepts.
     *
     * @param servers with host and port
     * @throws CannotStart when none does
     */
    static URI requireOneReachable(String setting, List<URI> servers) throws CannotStart {
        List<String> failures = new ArrayList<>();
        for (URI server : servers) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
                return server;
            } catch (IOException e) {
                failures.add(server.getHost() + " port " + server.getPort() + ": " + e.getMessage());
            }
        }
        throw new CannotStart(setting + ": can't reach " + String.join(", ", failures));
    }

    /** The exception names it before a colon; there is no other way to ask for it. */
    private static String ownName(UnknownHostException unknown) {
        String message = String.valueOf(unknown.getMessage());
        return message.substring(0, Math.max(message.indexOf(':'), 0));
    }

    /** Payara Micro looks up the machine's own name. @throws CannotStart when it has no address */
    static void requireOwnName() throws CannotStart {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            throw new CannotStart(
                    "the name of this machine has no address; add it to /etc/hosts, for example: 127.0.0.1 "
                            + ownName(e));
        }
    }
}
