package org.agentwarden.launcher;

import java.io.ObjectInputFilter;

/**
 * Limits what this JVM deserializes (JEP 290) to classes of the JDK's base and of the server, and to small objects, so that a
 * stream from outside can't use the classes of libraries. A filter that the operator sets as {@code jdk.serialFilter} is
 * used instead.
 */
final class SerialFilter {

    private static final String PATTERN = "maxdepth=32;maxrefs=100000;maxarray=1000000;maxbytes=50000000;"
            + "java.base/*;java.naming/javax.naming.*;java.logging/*;"
            + "com.sun.enterprise.**;com.sun.appserv.**;com.sun.ejb.**;com.sun.gjc.**;"
            + "org.glassfish.**;fish.payara.**;jakarta.**;org.agentwarden.**;"
            + "!*";

    private SerialFilter() {}

    /** Must be called before anything is deserialized. */
    static void install() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter(PATTERN));
        }
    }
}
