package org.agentwarden.launcher;

import fish.payara.micro.PayaraMicro;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.StartState;

/**
 * Starts the server with {@code java -jar agentwarden.jar}; further arguments go to Payara Micro. The argument
 * {@code rotate-key} alone makes a new key for stored secrets instead; {@code rehearse} ends the server once it has started.
 *
 * <p>A server that can't start ends with one line that says why: exit code 78 for a setting that can't be used, 1 for
 * everything else.
 */
public final class AgentWarden {

    private static final int EXIT_UNUSABLE_SETTINGS = 78; // EX_CONFIG of sysexits.h

    private static final int EXIT_NOT_STARTED = 1;

    private AgentWarden() {}

    public static void main(String[] args) {
        SerialFilter.install();
        // Numbers and dates in answers and in the log do not depend on the language of the machine.
        Locale.setDefault(Locale.ROOT);
        try {
            run(args);
        } catch (InvalidSetting e) {
            end(EXIT_UNUSABLE_SETTINGS, String.valueOf(e.getMessage()));
        } catch (CannotStart e) {
            end(EXIT_NOT_STARTED, "AgentWarden can't start: " + e.getMessage());
        } catch (Exception e) {
            end(EXIT_NOT_STARTED, "AgentWarden can't start: " + e);
        }
    }

    private static void run(String... args) throws Exception {
        boolean isRehearsal = Rehearsal.isAskedFor(args);
        if (isRehearsal) {
            Rehearsal.prepare();
        }
        Settings settings = Settings.read(SettingSource.ofProcess());
        DataDirectory data = new DataDirectory(settings.dataDir());
        data.prepare();
        if (List.of(args).equals(List.of(KeyRotation.COMMAND))) {
            KeyRotation.rotate(settings);
            return;
        }
        if (settings.broker().isEmpty() || settings.database().isH2()) {
            data.lock();
        }
        Network.requireOwnName();
        Network.requireFree(settings.httpAddress(), settings.httpPort());
        publish(settings);
        startServer(serverArguments(settings, args));
        data.restrict();
        if (isRehearsal) {
            int webhooks = new RehearsalLoad(settings.httpPort()).run();
            System.out.println("Rehearsed with " + webhooks + " webhooks");
            System.exit(0);
        }
    }

    /** Payara Micro would go on running without the application, and call itself ready. */
    private static void startServer(String... arguments) throws Exception {
        if (Unpacked.isHere()) {
            Unpacked.start(arguments);
        } else {
            PayaraMicro.main(arguments);
        }
        if (!StartState.isStarted()) {
            throw new CannotStart(StartState.failure().orElse("the log above says why"));
        }
    }

    private static void end(int exitCode, String line) {
        System.err.println(line.lines().collect(Collectors.joining(" ")));
        System.exit(exitCode);
    }

    private static void publish(Settings settings) {
        // On several threads the server's services can lock each other out for ever, in HK2, before they have started.
        System.setProperty("org.glassfish.startupThreadPolicy", "USE_NO_THREADS");
        // The server's own configuration refers to these by ${...}.
        System.setProperty("agentwarden.data-dir", settings.dataDir().toString());
        System.setProperty("agentwarden.http.address", settings.httpAddress());
    }

    private static String[] serverArguments(Settings settings, String... further) {
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(settings.httpPort()), "--nocluster", "--disablephonehome"));
        arguments.addAll(List.of(further));
        arguments.remove(Rehearsal.ARGUMENT);
        return arguments.toArray(String[]::new);
    }
}
