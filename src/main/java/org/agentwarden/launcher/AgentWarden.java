package org.agentwarden.launcher;

import fish.payara.micro.PayaraMicro;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;

/**
 * Starts the server with {@code java -jar agentwarden.jar}; further arguments go to Payara Micro. The argument
 * {@code rotate-key} alone makes a new key for stored secrets instead; {@code rehearse} ends the server once it has started.
 */
public final class AgentWarden {

    private static final int EXIT_UNUSABLE_SETTINGS = 78; // EX_CONFIG of sysexits.h

    private static final int EXIT_NOT_DEPLOYED = 1;
    private static final String APPLICATION = "ROOT";

    private AgentWarden() {}

    public static void main(String[] args) throws Exception {
        SerialFilter.install();
        boolean isRehearsal = Rehearsal.isAskedFor(args);
        if (isRehearsal) {
            Rehearsal.prepare();
        }
        try {
            Settings settings = Settings.read(SettingSource.ofProcess());
            DataDirectory.prepare(settings.dataDir());
            if (List.of(args).equals(List.of(KeyRotation.COMMAND))) {
                KeyRotation.rotate(settings);
                return;
            }
            publish(settings);
            if (Unpacked.isHere()) {
                Unpacked.start(serverArguments(settings, args));
            } else {
                PayaraMicro.main(serverArguments(settings, args));
            }
            stopUnlessDeployed();
            if (isRehearsal) {
                System.exit(0);
            }
        } catch (InvalidSetting e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_UNUSABLE_SETTINGS);
        }
    }

    /** Payara Micro would go on running, and call itself ready, without the application. */
    private static void stopUnlessDeployed() {
        boolean deployed = PayaraMicro.getInstance()
                .getRuntime()
                .getDeployedApplicationNames()
                .contains(APPLICATION);
        if (!deployed) {
            System.err.println("AgentWarden could not be deployed; the log above says why.");
            System.exit(EXIT_NOT_DEPLOYED);
        }
    }

    /** The server's own configuration and the broker refer to these by {@code ${...}}. */
    private static void publish(Settings settings) {
        System.setProperty("agentwarden.data-dir", settings.dataDir().toString());
        System.setProperty("agentwarden.http.address", settings.httpAddress());
        System.setProperty("agentwarden.database.driver", settings.database().driverClass());
        System.setProperty(
                "agentwarden.database.driver-url", settings.database().driverUrl());
        System.setProperty("agentwarden.database.user", settings.database().user());
        System.setProperty("agentwarden.database.password", settings.database().password());
    }

    private static String[] serverArguments(Settings settings, String[] further) {
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(settings.httpPort()), "--nocluster", "--disablephonehome"));
        arguments.addAll(List.of(further));
        arguments.remove(Rehearsal.ARGUMENT);
        return arguments.toArray(String[]::new);
    }
}
