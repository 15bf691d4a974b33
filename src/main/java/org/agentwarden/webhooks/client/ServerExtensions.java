package org.agentwarden.webhooks.client;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;

/**
 * Hides what a server adds to each JAX-RS client that is started in its application, whatever the client's properties say.
 * Payara adds a filter for traces: it costs a sixth of an exchange, and may send receivers headers of its own.
 */
final class ServerExtensions extends ClassLoader {

    private static final String SERVICES = "META-INF/services/" + ForcedAutoDiscoverable.class.getName();

    private ServerExtensions(ClassLoader parent) {
        super(parent);
    }

    /** Runs the start of a client on this thread. */
    static <T> T without(Supplier<T> start) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ServerExtensions(before));
        try {
            return start.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Names a list without entries: where there is no list, Jersey looks at the server's. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        URL none = Objects.requireNonNull(ServerExtensions.class.getResource("no-extensions.txt"));
        return name.equals(SERVICES) ? Collections.enumeration(List.of(none)) : super.getResources(name);
    }
}
