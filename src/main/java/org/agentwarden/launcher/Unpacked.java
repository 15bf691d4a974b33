package org.agentwarden.launcher;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

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

    /** The system properties that Payara Micro's own launcher sets, which is left out here. */
    private static final String BOOT_PROPERTIES = "/MICRO-INF/payara-boot.properties";

    private Unpacked() {}

    static boolean isHere() {
        return AgentWarden.class.getClassLoader().getResource(SERVER.replace('.', '/') + ".class") != null;
    }

    static void start(String[] arguments) throws ReflectiveOperationException, URISyntaxException, IOException {
        setBootProperties();
        Path bootJar = Path.of(PayaraMicro.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        System.setProperty(BOOT_JAR, bootJar.toUri().toString());
        System.setProperty(DIRECTORY, String.valueOf(bootJar.getParent()));
        Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static void setBootProperties() throws IOException {
        Properties properties = new Properties();
        try (@Nullable InputStream in = PayaraMicro.class.getResourceAsStream(BOOT_PROPERTIES)) {
            if (in == null) {
                throw new IOException(BOOT_PROPERTIES + " is missing in boot.jar");
            }
            properties.load(in);
        }
        for (String name : properties.stringPropertyNames()) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, properties.getProperty(name));
            }
        }
    }
}
