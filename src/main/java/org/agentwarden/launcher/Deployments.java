package org.agentwarden.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Payara Micro deploys, copied to a temporary directory: the broker's adapter, and the WAR with its extensions. */
final class Deployments implements AutoCloseable {

    private static final String ADAPTER = "AgentWardenBroker.rar";

    /** Payara Micro serves a WAR of this name at the root of the site. */
    private static final String WAR = "ROOT.war";

    private static final String INSIDE_THE_JAR = "/application/";

    private final Path directory;

    private Deployments(Path directory) {
        this.directory = directory;
    }

    /** @throws CannotStart when an extension has the name of a library of the server */
    static Deployments with(Extensions extensions) throws IOException, CannotStart {
        Deployments deployments = new Deployments(Files.createTempDirectory("agentwarden-"));
        try {
            deployments.copy(ADAPTER);
            deployments.copy(WAR);
            deployments.add(extensions.jars());
        } catch (IOException | CannotStart e) {
            deployments.close();
            throw e;
        }
        return deployments;
    }

    /** For Payara Micro, which deploys in this order. */
    List<String> arguments() {
        return List.of("--deploy", path(ADAPTER), "--deploy", path(WAR));
    }

    /** Payara Micro has its own copies as soon as it has deployed these. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(directory.resolve(ADAPTER));
        Files.deleteIfExists(directory.resolve(WAR));
        Files.deleteIfExists(directory);
    }

    private String path(String archive) {
        return directory.resolve(archive).toString();
    }

    private void copy(String archive) throws IOException {
        if (Unpacked.isHere()) {
            Files.copy(Unpacked.file(archive), directory.resolve(archive));
            return;
        }
        try (@Nullable InputStream in = AgentWarden.class.getResourceAsStream(INSIDE_THE_JAR + archive)) {
            if (in == null) {
                throw new IOException(INSIDE_THE_JAR + archive + " is missing in the jar");
            }
            Files.copy(in, directory.resolve(archive));
        }
    }

    private void add(List<Path> jars) throws IOException, CannotStart {
        if (jars.isEmpty()) {
            return;
        }
        try (FileSystem war = FileSystems.newFileSystem(directory.resolve(WAR))) {
            Path libraries = war.getPath("WEB-INF", "lib");
            for (Path jar : jars) {
                String name = String.valueOf(jar.getFileName());
                if (isTaken(name, libraries)) {
                    throw new CannotStart(jar + " has the name of a library of the server; give it another one");
                }
                Files.copy(jar, libraries.resolve(name));
            }
        }
    }

    /** The server's own libraries end in {@code .zip}, so that Payara does not scan them. */
    private static boolean isTaken(String name, Path libraries) {
        return Files.exists(libraries.resolve(name))
                || Files.exists(libraries.resolve(name.substring(0, name.lastIndexOf('.')) + ".zip"));
    }
}
