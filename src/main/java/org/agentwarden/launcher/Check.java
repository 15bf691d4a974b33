package org.agentwarden.launcher;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentwarden.settings.Broker;
import org.agentwarden.settings.Egress.Proxy;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.UnknownSettings;
import picocli.CommandLine.Command;

/** Looks at what a start needs, and changes nothing but the data directory, which it creates when it is missing. */
@Command(
        name = "check",
        description =
                "Say what a start would say of the settings, the data directory, the port and the servers it needs.",
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
        DataDirectory data = new DataDirectory(settings.dataDir());
        data.prepare();
        if (DataDirectory.isNeededAlone(settings)) {
            data.lock();
        }
        say("no other server uses " + settings.dataDir());
        Network.requireOwnName();
        Network.requireFree(settings.httpAddress(), settings.httpPort());
        say("port " + settings.httpPort() + " of " + settings.httpAddress() + " is free");
        if (!settings.database().isH2()) {
            URI database = URI.create(settings.database().url().substring("jdbc:".length()));
            int port = database.getPort() < 0 ? POSTGRESQL_PORT : database.getPort();
            reach("agentwarden.database.url", database.getHost(), port);
        }
        for (URI broker : settings.broker().map(Broker::urls).orElse(List.of())) {
            reach("agentwarden.broker.url", broker.getHost(), broker.getPort());
        }
        if (settings.egress().proxy().isPresent()) {
            Proxy proxy = settings.egress().proxy().get();
            reach("agentwarden.egress.proxy", proxy.host(), proxy.port());
        }
        return 0;
    }

    private static void reach(String setting, String host, int port) throws CannotStart {
        Network.requireReachable(setting, host, port);
        say(setting + ": " + host + " port " + port + " can be reached");
    }

    private static void say(String line) {
        System.out.println("ok: " + line);
    }
}
