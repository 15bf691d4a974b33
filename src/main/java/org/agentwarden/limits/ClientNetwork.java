package org.agentwarden.limits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.agentwarden.settings.Settings;

/** The network that the current request comes from: of IPv4 the first 24 bits of the client's address, of IPv6 56. */
@ApplicationScoped
public class ClientNetwork {

    private static final int IPV6_NETWORK_DIGITS = 14;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Settings settings;

    /** The client's IPv4 address, or 16 hexadecimal digits of its IPv6 network, as rate limits count clients. */
    String client() {
        return ClientAddress.of(
                request.getRemoteAddr(),
                Collections.list(request.getHeaders("X-Forwarded-For")),
                settings.requestRules().trustedProxies());
    }

    /** The network as text, at most 45 characters. Behind trusted proxies, that of the client for which they speak. */
    public String name() {
        return of(client());
    }

    /** @param client as {@link ClientAddress} names it: an IPv4 address, or 16 hexadecimal digits of an IPv6 network */
    static String of(String client) {
        int dot = client.lastIndexOf('.');
        return dot > 0 ? client.substring(0, dot) : client.substring(0, Math.min(client.length(), IPV6_NETWORK_DIGITS));
    }
}
