package org.agentwarden.launcher;

import fish.payara.micro.PayaraMicro;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Payara Micro in files: all of it is on the class path, where the JVM can take its classes from an archive. In one jar it
 * copies itself to a temporary directory first, and its class loader is none that the JVM archives.
 */
final class Unpacked {

    private static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";

    /** In whose manifest Payara Micro looks up what belongs to it. */
    private static final String BOOT_JAR = "fish.payara.micro.BootJar";

    /** Where it lies, by which Payara Micro knows that it is unpacked. */
    private static final String DIRECTORY = "fish.payara.micro.UnpackDir";

    private Unpacked() {}

    static boolean isHere() {
        return AgentWarden.class.getClassLoader().getResource(SERVER.replace('.', '/') + ".class") != null;
    }

    static void start(String[] arguments) throws ReflectiveOperationException, URISyntaxException {
        Path bootJar = Path.of(PayaraMicro.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        System.setProperty(BOOT_JAR, bootJar.toUri().toString());
        System.setProperty(DIRECTORY, String.valueOf(bootJar.getParent()));
        Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
}
