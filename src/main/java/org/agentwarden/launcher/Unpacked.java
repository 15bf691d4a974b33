package org.agentwarden.launcher;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** @param arguments of Payara Micro, to which are added those that name its configuration */
    static void start(List<String> arguments) throws ReflectiveOperationException, IOException {
        List<String> all = new ArrayList<>(List.of(
                "--prebootcommandfile", file("preboot.asadmin").toString(),
                "--postdeploycommandfile", file("postdeploy.asadmin").toString(),
                "--logproperties", file("logging.properties").toString()));
        all.addAll(arguments);
        setBootProperties();
        System.setProperty(BOOT_JAR, jar(PayaraMicro.class).toUri().toString());
        System.setProperty(DIRECTORY, directory(PayaraMicro.class).toString());
        Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) all.toArray(String[]::new));
    }

    /** What lies beside the launcher. */
    static Path file(String name) {
        return directory(AgentWarden.class).resolve(name);
    }

    private static Path directory(Class<?> type) {
        return Objects.requireNonNull(jar(type).getParent());
    }

    private static Path jar(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
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
