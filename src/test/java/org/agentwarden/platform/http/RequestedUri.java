package org.agentwarden.platform.http;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.function.Supplier;

/** What a server tells about the address of a list that was requested. */
final class RequestedUri {

    private RequestedUri() {}

    /** A request with these query parameters, names and values in turn, already decoded as servers do. */
    static UriInfo with(String... namesAndValues) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return answering(() -> parameters);
    }

    /** A request whose query string can't be decoded. */
    static UriInfo malformed() {
        return answering(() -> {
            throw new IllegalArgumentException("URLDecoder: Illegal hex characters in escape (%) pattern");
        });
    }

    private static UriInfo answering(Supplier<MultivaluedMap<String, String>> parameters) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getQueryParameters")) {
                        return parameters.get();
                    }
                    if (method.getName().equals("getRequestUri")) {
                        return URI.create("http://evil.example/api/things");
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
