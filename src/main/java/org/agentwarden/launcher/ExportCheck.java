package org.agentwarden.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.agentwarden.audit.sealing.Checkpoint;
import org.agentwarden.audit.sealing.Flaw;
import org.agentwarden.audit.sealing.LogCheck;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.SealedRows;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.audit.sealing.VerificationKey;
import org.jspecify.annotations.Nullable;

/** Checks a sealed export line by line, however long it is. */
final class ExportCheck {

    private static final int VERSION = 1;

    private final BufferedReader reader;
    private final Optional<VerificationKey> known;
    private final List<Checkpoint> checkpoints;
    private long lineNumber;

    /** The first line of the rows after the last good seal. */
    private long firstRow;

    /**
     * A check of one file.
     *
     * @param known the key to check with; empty for the one in the file
     */
    ExportCheck(BufferedReader reader, Optional<VerificationKey> known, List<Checkpoint> checkpoints) {
        this.reader = reader;
        this.known = known;
        this.checkpoints = checkpoints;
    }

    /**
     * What the file says, and what is wrong with it.
     *
     * @param unsealedRows how many rows no seal covers
     * @param firstLine of the rows that the flaw is about
     * @param lastLine of these rows
     */
    record Outcome(
            String organizationId,
            VerificationKey key,
            LogCheck check,
            long unsealedRows,
            Optional<Flaw> flaw,
            long firstLine,
            long lastLine) {}

    /** @throws Unreadable when the file is no complete sealed export */
    Outcome run() throws IOException, Unreadable {
        try {
            return read();
        } catch (CharacterCodingException e) {
            throw new Unreadable("line " + (lineNumber + 1) + " or one of the next is not UTF-8");
        } catch (Unreadable e) {
            throw new Unreadable("line " + lineNumber + ": " + e.getMessage());
        }
    }

    private Outcome read() throws IOException, Unreadable {
        ExportLine head = next();
        if (!head.type().equals("log") || head.number("version") != VERSION) {
            throw new Unreadable("this is no line of a sealed export");
        }
        VerificationKey key = known.isPresent() ? known.get() : key(head.text("public_key"));
        String organizationId = head.text("organization_id");
        ExportLine line = next();
        Optional<Truncation> truncation = Optional.empty();
        if (line.type().equals("truncation")) {
            truncation = Optional.of(line.truncation());
            line = next();
        }
        LogCheck check = new LogCheck(key, truncation, checkpoints);
        Optional<Flaw> flaw = check.begin();
        SealedRows rows = SealedRows.after(Optional.empty());
        firstRow = lineNumber;
        while (flaw.isEmpty() && !line.type().equals("end")) {
            switch (line.type()) {
                case "row" -> rows = rows.with(line.row());
                case "seal" -> {
                    flaw = flawOf(line.seal(), rows, organizationId, check);
                    rows = SealedRows.after(check.last());
                    firstRow = flaw.isEmpty() ? lineNumber + 1 : firstRow;
                }
                case "error" -> throw new Unreadable("the export was cut off here and is not complete");
                default -> throw new Unreadable("this is no line of a sealed export");
            }
            line = flaw.isEmpty() ? next() : line;
        }
        if (flaw.isEmpty()) {
            requireNothingLeft();
            flaw = check.end();
        }
        return new Outcome(organizationId, key, check, rows.count(), flaw, firstRow, lineNumber);
    }

    private static Optional<Flaw> flawOf(Seal seal, SealedRows rows, String organizationId, LogCheck check)
            throws Unreadable {
        if (!seal.organizationId().equals(organizationId)) {
            throw new Unreadable(
                    "the seal is of the log of " + seal.organizationId() + " and not of " + organizationId);
        }
        return check.check(seal, () -> rows);
    }

    private ExportLine next() throws IOException, Unreadable {
        @Nullable String line = reader.readLine();
        lineNumber++;
        if (line == null) {
            throw new Unreadable("the export ends here and is not complete");
        }
        return ExportLine.parse(line);
    }

    private void requireNothingLeft() throws IOException, Unreadable {
        if (reader.read() >= 0) {
            throw new Unreadable("something follows the end of the export");
        }
    }

    private static VerificationKey key(String text) throws Unreadable {
        try {
            return VerificationKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("public_key is no public key");
        }
    }
}
