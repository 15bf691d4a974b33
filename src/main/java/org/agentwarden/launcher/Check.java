package org.agentwarden.launcher;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentwarden.settings.Egress.Proxy;
import org.agentwarden.settings.Https;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.UnknownSettings;
import picocli.CommandLine.Command;

/** Looks at what a start needs, and changes nothing but the data directory, which it creates when it is missing. */
@Command(
        name = "check",
        description =
                "Say what a start would say of the settings, the data directory, the ports and the servers it needs.",
        mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {

    private static final int POSTGRESQL_PORT = 5432;

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.read(SettingSource.ofProcess());
        say("the settings can be used");
        for (String unknown : UnknownSettings.amongVariables(System.getenv().keySet())) {
            System.out.println("warning: " + unknown);
        }
        DataDirectory unused = Serve.prepare(settings);
        say(settings.dataDir() + " can be used");
        Extensions extensions = Extensions.in(settings.extensionsDir());
        if (!extensions.jars().isEmpty()) {
            say("extensions: " + extensions.names());
        }
        say("port " + settings.httpPort() + " of " + settings.httpAddress() + " is free");
        if (settings.https().isPresent()) {
            Https https = settings.https().get();
            say("port " + https.port() + " of " + settings.httpAddress() + " is free for TLS");
            say("certificate: " + https.load().description());
        }
        if (!settings.database().isH2()) {
            reachOneOf("agentwarden.database.url", List.of(databaseServer(settings)));
        }
        if (settings.broker().isPresent()) {
            // Of a pair, the one that stands by does not listen.
            reachOneOf("agentwarden.broker.url", settings.broker().get().urls());
        }
        if (settings.egress().proxy().isPresent()) {
            Proxy proxy = settings.egress().proxy().get();
            reachOneOf("agentwarden.egress.proxy", List.of(URI.create("http://" + proxy.host() + ":" + proxy.port())));
        }
        return 0;
    }

    /** Without a host, when the URL names several. */
    private static URI databaseServer(Settings settings) {
        URI url = URI.create(settings.database().url().substring("jdbc:".length()));
        return url.getHost() != null && url.getPort() < 0
                ? URI.create("//" + url.getHost() + ":" + POSTGRESQL_PORT)
                : url;
    }

    private static void reachOneOf(String setting, List<URI> servers) throws CannotStart {
        if (servers.stream().anyMatch(server -> server.getHost() == null)) {
            System.out.println("warning: " + setting + " names no single server, so none was asked");
            return;
        }
        URI reached = Network.requireOneReachable(setting, servers);
        say(setting + ": " + reached.getHost() + " port " + reached.getPort() + " can be reached");
    }

    private static void say(String line) {
        System.out.println("ok: " + line);
    }
}
