package org.agentwarden.launcher;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.StartState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;

/**
 * The main class of {@code agentwarden.jar}. Without a command it starts the server.
 *
 * <p>What fails ends with one line that says why. Exit codes: 2 for a command that does not exist, 78 for a setting that
 * can't be used, 1 for everything else.
 */
@Command(
        name = "agentwarden",
        description = "Decides what AI agents may do, and tells other systems by webhooks.",
        versionProvider = ProductVersion.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            Serve.class,
            Check.class,
            KeyRotation.class,
            PasswordReset.class,
            AdminInvitation.class,
            LogVerification.class,
            Rehearsal.class
        },
        footer = {
            "",
            "Without a command it starts the server. Settings are environment variables such as AGENTWARDEN_HTTP_PORT,"
                    + " or system properties such as -Dagentwarden.http.port; src/docs/configuration.md lists them."
        })
public final class AgentWarden implements Callable<Integer> {

    private static final int EXIT_UNUSABLE_SETTINGS = 78; // EX_CONFIG of sysexits.h

    private static final int EXIT_FAILED = 1;

    private AgentWarden() {}

    public static void main(String[] args) {
        SerialFilter.install();
        // Numbers and dates in answers and in the log do not depend on the language of the machine.
        Locale.setDefault(Locale.ROOT);
        int exitCode = new CommandLine(new AgentWarden())
                .setExecutionStrategy(AgentWarden::run)
                .setExecutionExceptionHandler(AgentWarden::tell)
                .execute(args);
        if (exitCode != 0 || !StartState.isStarted()) {
            System.exit(exitCode);
        }
    }

    /** Each command knows the settings of the files, but for the one that needs no server. */
    private static int run(ParseResult given) {
        try {
            if (!isVerification(given)) {
                SettingsFile.load();
            }
        } catch (CannotStart | InvalidSetting e) {
            throw new ExecutionException(given.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        return new CommandLine.RunLast().execute(given);
    }

    private static boolean isVerification(ParseResult given) {
        return given.hasSubcommand() && given.subcommand().commandSpec().name().equals(LogVerification.COMMAND);
    }

    @Override
    public Integer call() throws Exception {
        return new Serve().call();
    }

    private static int tell(Exception failure, CommandLine command, ParseResult given) {
        if (failure instanceof InvalidSetting) {
            return end(EXIT_UNUSABLE_SETTINGS, String.valueOf(failure.getMessage()));
        }
        String reason = failure instanceof CannotStart ? String.valueOf(failure.getMessage()) : failure.toString();
        boolean starts = Set.of("agentwarden", "serve", "check", "rehearse").contains(command.getCommandName());
        return end(EXIT_FAILED, (starts ? "AgentWarden can't start: " : command.getCommandName() + ": ") + reason);
    }

    private static int end(int exitCode, String line) {
        System.err.println(line.lines().collect(Collectors.joining(" ")));
        return exitCode;
    }
}
