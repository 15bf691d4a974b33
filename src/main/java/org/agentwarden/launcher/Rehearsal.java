package org.agentwarden.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import picocli.CommandLine.Command;

/**
 * A start for the sake of the start, in a temporary directory and on a free port, so that {@code -XX:AOTCacheOutput} or
 * {@code -XX:ArchiveClassesAtExit} can store what it loads and what is busy under load. It has the embedded database and the
 * embedded broker, whatever the environment says.
 */
@Command(
        name = "rehearse",
        description = "Start and stop once, under load, for the JVM's cache of classes.",
        mixinStandardHelpOptions = true)
final class Rehearsal implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        prepare();
        Settings settings = Settings.read(SettingSource.ofProcess());
        Serve.start(settings, List.of());
        int webhooks = new RehearsalLoad(settings.httpPort()).run();
        System.out.println("Rehearsed with " + webhooks + " webhooks");
        System.exit(0);
        return 0;
    }

    private static void prepare() throws IOException {
        System.setProperty(
                "agentwarden.data-dir",
                Files.createTempDirectory("agentwarden-rehearsal-").toString());
        System.setProperty("agentwarden.database.url", "");
        System.setProperty("agentwarden.broker.url", "");
        System.setProperty("agentwarden.http.address", "127.0.0.1");
        System.setProperty("agentwarden.https.port", "off");
        System.setProperty("agentwarden.https.certificate", "");
        System.setProperty("agentwarden.https.key", "");
        System.setProperty("agentwarden.registration", "open");
        System.setProperty("agentwarden.plans", "organization");
        System.setProperty("agentwarden.default-plan", "enterprise");
        System.setProperty("agentwarden.egress.allow", "127.0.0.1/32");
        System.setProperty("agentwarden.webhooks.requests-per-minute", "1000000");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("agentwarden.http.port", Integer.toString(socket.getLocalPort()));
        }
    }
}
