package org.agentwarden.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.agentwarden.settings.Cidr;

/** Whether the client of a request used TLS. */
final class ClientTls {

    private ClientTls() {}

    /**
     * Whether the request came over TLS to here or to a proxy.
     *
     * @param trustedProxies which say so in {@code X-Forwarded-Proto}
     */
    static boolean isUsed(HttpServletRequest request, List<Cidr> trustedProxies) {
        return request.isSecure() || isForwarded(request, trustedProxies);
    }

    private static boolean isForwarded(HttpServletRequest request, List<Cidr> trustedProxies) {
        Optional<InetAddress> peer = Cidr.parseAddress(request.getRemoteAddr());
        return "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
                && peer.filter(address -> trustedProxies.stream().anyMatch(block -> block.contains(address)))
                        .isPresent();
    }
}
