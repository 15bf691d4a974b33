package org.agentwarden.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agentwarden.audit.sealing.Checkpoint;
import org.agentwarden.audit.sealing.Flaw;
import org.agentwarden.audit.sealing.VerificationKey;
import org.agentwarden.launcher.ExportCheck.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an export of the audit log against its seals, without a server, a database or settings. */
@Command(
        name = LogVerification.COMMAND,
        description = "Check a sealed export of the audit log (GET /api/logs/export?format=sealed), offline.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 for a log as it was sealed, 1 when rows or seals were changed, removed or added,"
                    + " 2 when the file is no complete sealed export."
        })
final class LogVerification implements Callable<Integer> {

    static final String COMMAND = "verify-log";

    private static final int VALID = 0;
    private static final int FLAWED = 1;
    private static final int NOT_READABLE = 2;

    private static final String STANDARD_INPUT = "-";

    @Parameters(paramLabel = "FILE", description = "The export; - for the standard input.")
    private String file = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "A file with the public key, as GET /api/logs/verify tells it. Without it, the key in the export"
                            + " is used, which whoever made the export may have chosen.")
    private String keyFile = "";

    @Option(
            names = "--checkpoint",
            paramLabel = "TEXT",
            description = "A checkpoint that GET /api/logs/verify has told earlier: shows whether the end was cut off.")
    private List<String> checkpoints = List.of();

    @Override
    public Integer call() {
        try {
            Optional<VerificationKey> key = keyFile.isEmpty() ? Optional.empty() : Optional.of(readKey(keyFile));
            List<Checkpoint> known = readCheckpoints();
            try (BufferedReader reader = open()) {
                return tell(new ExportCheck(reader, key, known).run(), key.isPresent());
            }
        } catch (Unreadable | IOException e) {
            System.err.println(COMMAND + ": " + (e instanceof Unreadable ? e.getMessage() : e.toString()));
            return NOT_READABLE;
        }
    }

    private BufferedReader open() throws IOException {
        return file.equals(STANDARD_INPUT)
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()))
                : Files.newBufferedReader(Path.of(file));
    }

    private static VerificationKey readKey(String path) throws IOException, Unreadable {
        try {
            return VerificationKey.parse(Files.readString(Path.of(path)).strip());
        } catch (IllegalArgumentException e) {
            throw new Unreadable(path + " has no public key");
        }
    }

    private List<Checkpoint> readCheckpoints() throws Unreadable {
        List<Checkpoint> known = checkpoints.stream()
                .flatMap(text -> Checkpoint.parse(text).stream())
                .toList();
        if (known.size() < checkpoints.size()) {
            throw new Unreadable("--checkpoint must be a checkpoint as GET /api/logs/verify has told it");
        }
        return known;
    }

    private static int tell(Outcome outcome, boolean keyIsKnown) {
        String checked = outcome.check().seals() + " seals and the "
                + outcome.check().sealedRows() + " rows that they cover are good";
        if (outcome.check().retiredRows() > 0) {
            checked += "; " + outcome.check().retiredRows() + " rows before were removed because of their age";
        }
        System.out.println("The log of the organization " + outcome.organizationId() + ": " + checked + ".");
        outcome.flaw().ifPresent(flaw -> System.out.println(describe(flaw, outcome)));
        if (outcome.flaw().isEmpty() && outcome.unsealedRows() > 0) {
            System.out.println("The last " + outcome.unsealedRows()
                    + " rows have no seal yet, so nothing can be said about them.");
        }
        outcome.check()
                .last()
                .ifPresent(last ->
                        System.out.println("Checkpoint: " + last.checkpoint().text()));
        if (!keyIsKnown) {
            System.out.println(
                    "The key is the one in the export; compare it with the public_key of GET /api/logs/verify: "
                            + outcome.key().text());
        }
        return outcome.flaw().isEmpty() ? VALID : FLAWED;
    }

    private static String describe(Flaw flaw, Outcome outcome) {
        String place = "seal " + flaw.seal();
        return switch (flaw.kind()) {
            case CHANGED, REMOVED, INSERTED ->
                "Not valid, " + place + ": " + flaw.kind().text() + ", at or between the lines " + outcome.firstLine()
                        + " and " + outcome.lastLine() + ".";
            default -> "Not valid, " + place + ": " + flaw.kind().text() + ".";
        };
    }
}
