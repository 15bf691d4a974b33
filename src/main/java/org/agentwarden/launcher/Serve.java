package org.agentwarden.launcher;

import fish.payara.micro.PayaraMicro;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentwarden.settings.Database;
import org.agentwarden.settings.Https;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.StartState;
import org.agentwarden.settings.UnknownSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the server in this process, where it goes on. */
@Command(name = "serve", description = "Start the server. This is the default.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {

    /** Named in the configuration of a listener that stays closed. */
    private static final int CLOSED_TLS_PORT = 8443;

    @Parameters(paramLabel = "-- OPTION", description = "After two hyphens: options of Payara Micro.")
    private List<String> serverOptions = List.of();

    @Override
    public Integer call() throws Exception {
        start(Settings.read(SettingSource.ofProcess()), serverOptions);
        return 0;
    }

    /** Returns when requests are answered. */
    static void start(Settings settings, List<String> serverOptions) throws Exception {
        DataDirectory data = prepare(settings);
        Extensions extensions = Extensions.in(settings.extensionsDir());
        if (!extensions.jars().isEmpty()) {
            System.out.println("Extensions: " + extensions.names());
        }
        UnknownSettings.amongVariables(System.getenv().keySet()).forEach(System.err::println);
        publish(settings);
        startPayaraMicro(settings, extensions, serverOptions);
        data.restrict();
    }

    /**
     * Takes the data directory for this process, and looks at what else a start needs of this machine.
     *
     * @throws CannotStart when something is missing
     * @throws InvalidSetting for a certificate that can't be used
     */
    static DataDirectory prepare(Settings settings) throws CannotStart {
        DataDirectory data = new DataDirectory(settings.dataDir());
        data.prepare();
        if (settings.broker().isEmpty() || settings.database().isH2()) {
            // Two servers must not share the files of an embedded broker or database.
            data.lock();
        }
        Network.requireOwnName();
        Network.requireFree(settings.httpAddress(), "agentwarden.http.port", settings.httpPort());
        if (settings.https().isPresent()) {
            Https https = settings.https().get();
            Network.requireFree(settings.httpAddress(), "agentwarden.https.port", https.port());
            https.load()
                    .warning()
                    .ifPresent(warning -> System.err.println("warning: agentwarden.https.certificate: " + warning));
        }
        return data;
    }

    /** Payara Micro would go on running without the application, and call itself ready. */
    private static void startPayaraMicro(Settings settings, Extensions extensions, List<String> further)
            throws Exception {
        try (Deployments deployments = Deployments.with(extensions)) {
            List<String> arguments = new ArrayList<>(deployments.arguments());
            arguments.addAll(
                    List.of("--port", Integer.toString(settings.httpPort()), "--nocluster", "--disablephonehome"));
            arguments.addAll(further);
            if (Unpacked.isHere()) {
                Unpacked.start(arguments);
            } else {
                PayaraMicro.main(arguments.toArray(String[]::new));
            }
        }
        if (!StartState.isStarted()) {
            throw new CannotStart(StartState.failure().orElse("the log above says why"));
        }
    }

    private static void publish(Settings settings) {
        // On several threads the server's services can lock each other out for ever, in HK2, before they have started.
        System.setProperty("org.glassfish.startupThreadPolicy", "USE_NO_THREADS");
        // With external brokers Netty would load libraries that are not there, and the JVM would warn of it.
        System.setProperty("io.netty.transport.noNative", "true");
        // The server's own configuration refers to these by ${...}.
        System.setProperty("agentwarden.data-dir", settings.dataDir().toString());
        System.setProperty("agentwarden.database.validation", validation(settings.database()));
        System.setProperty("agentwarden.http.address", settings.httpAddress());
        System.setProperty(
                "agentwarden.tls-port",
                Integer.toString(settings.https().map(Https::port).orElse(CLOSED_TLS_PORT)));
        if (settings.https().isPresent()) {
            StartState.withTls();
            // Of the JDK's TLS; a client could have the server do the costly part of a handshake again and again.
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
    }

    /** {@code isValid} of H2 is true even when the database has closed itself, for example on a full disk. */
    private static String validation(Database database) {
        return "org.glassfish.api.jdbc.validation." + (database.isH2() ? "H2" : "JDBC40") + "ConnectionValidation";
    }
}
