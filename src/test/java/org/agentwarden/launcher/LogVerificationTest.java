package org.agentwarden.launcher;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.agentwarden.audit.sealing.Flaw;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.SealedRow;
import org.agentwarden.audit.sealing.SealedRows;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.audit.sealing.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Somebody has an export in their hands, and makes it say what suits them. */
class LogVerificationTest {

    private static final String ORGANIZATION = "organization";
    private static final Instant BEGIN = Instant.parse("2026-02-25T23:51:33.984319Z");
    private static final int ROWS_OF_A_SEAL = 3;
    private static final int SEALS = 3;

    /** Of the second seal; the first line is the head. */
    private static final int FIRST_ROW_OF_THE_SECOND_SEAL = 1 + ROWS_OF_A_SEAL + 1;

    private final KeyPair keys = newKeys();

    @TempDir
    private Path directory;

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnaryOperator<String> signing(KeyPair keys) {
        return text -> {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(keys.getPrivate());
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                return Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static String publicKey(KeyPair keys) {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    private static SealedRow row(int number) {
        return new SealedRow(
                "row-" + number,
                ORGANIZATION,
                "AGENT",
                Optional.of("agent"),
                "crm.read",
                Optional.empty(),
                "FAILED",
                "{\"text\":\"a \\\"quoted\\\" word,\\n\u20ac and \\\\\"}",
                Optional.empty(),
                Optional.of("192.0.2.1"),
                Optional.of("key"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("permission"),
                Optional.of(new SealedRow.Shadow(Optional.of("ALLOWED"), Optional.empty())),
                Optional.of("ada@example.com"),
                Optional.of("user"),
                Optional.empty(),
                BEGIN.plusSeconds(number));
    }

    private static JsonObjectBuilder line(String type) {
        return Json.createObjectBuilder().add("type", type).add("organization_id", ORGANIZATION);
    }

    private static String line(SealedRow row) {
        return line("row")
                .add("id", row.id())
                .add("kind", "agent")
                .add("agent_id", row.agentId().orElseThrow())
                .add("action", row.action())
                .addNull("canonical_action")
                .add("status", "failed")
                .add("context", row.context())
                .addNull("ip_address")
                .add("client_address", row.clientAddress().orElseThrow())
                .add("actor_id", row.actorId().orElseThrow())
                .addNull("subject_id")
                .addNull("action_hash")
                .add("permission_id", row.permissionId().orElseThrow())
                .add("shadow_status", "allowed")
                .addNull("shadow_permission_id")
                .add("on_behalf_of", row.onBehalfOf().orElseThrow())
                .add("delegated_by", row.delegatedBy().orElseThrow())
                .addNull("comment")
                .add("created_at", row.createdAt().toString())
                .build()
                .toString();
    }

    private static String line(Seal seal) {
        return line("seal")
                .add("number", seal.number())
                .add("version", seal.version())
                .add("row_count", seal.rowCount())
                .add("last_created_at", seal.lastCreatedAt().toString())
                .add("last_id", seal.lastId())
                .add("hash", seal.hash())
                .add("signature", seal.signature())
                .build()
                .toString();
    }

    /** Three seals over three rows each, and one row more. */
    private List<String> export() {
        return export(keys, 0);
    }

    private List<String> export(KeyPair signer, int retiredSeals) {
        List<String> lines = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        Optional<Seal> last = Optional.empty();
        for (int number = 1; number <= SEALS; number++) {
            SealedRows sealed = SealedRows.after(last);
            for (int index = 0; index < ROWS_OF_A_SEAL; index++) {
                SealedRow row = row(number * ROWS_OF_A_SEAL + index);
                sealed.with(row);
                if (number > retiredSeals) {
                    rows.add(line(row));
                }
            }
            Seal seal = Seal.over(ORGANIZATION, last, sealed, signing(signer));
            rows.add(line(seal));
            last = Optional.of(seal);
            if (number == retiredSeals) {
                lines.add(truncation(Truncation.upTo(seal, Duration.ofDays(1), BEGIN, signing(signer))));
            }
        }
        JsonObject head = line("log")
                .add("version", 1)
                .add("public_key", publicKey(signer))
                .build();
        lines.add(0, head.toString());
        lines.addAll(rows);
        lines.add(line(row(100)));
        lines.add(line("end").add("seals", SEALS).build().toString());
        return lines;
    }

    private static String truncation(Truncation truncation) {
        return line("truncation")
                .add("number", truncation.number())
                .add("hash", truncation.hash())
                .add("retained_since", truncation.retainedSince().toString())
                .add("kept_for", truncation.keptFor())
                .add("truncated_at", truncation.truncatedAt().toString())
                .add("signature", truncation.signature())
                .build()
                .toString();
    }

    private ExportCheck.Outcome check(List<String> lines) throws IOException, Unreadable {
        String text = String.join("\n", lines) + "\n";
        VerificationKey known = VerificationKey.parse(publicKey(keys));
        return new ExportCheck(new BufferedReader(new StringReader(text)), Optional.of(known), List.of()).run();
    }

    private Flaw.Kind flaw(List<String> lines) throws IOException, Unreadable {
        return check(lines).flaw().orElseThrow().kind();
    }

    private int exitCode(List<String> lines, String... options) throws IOException {
        Path file = Files.write(directory.resolve("export.jsonl"), lines);
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new LogVerification()).execute(arguments.toArray(String[]::new));
    }

    private String keyFile(KeyPair of) throws IOException {
        return Files.writeString(directory.resolve("log.pub"), publicKey(of) + "\n")
                .toString();
    }

    @Test
    void aLogAsItWasSealedIsValid() throws IOException, Unreadable {
        ExportCheck.Outcome outcome = check(export());

        assertThat(outcome.flaw()).isEmpty();
        assertThat(outcome.check().seals()).isEqualTo(SEALS);
        assertThat(outcome.check().sealedRows()).isEqualTo(SEALS * ROWS_OF_A_SEAL);
        assertThat(outcome.unsealedRows()).isEqualTo(1);
        assertThat(exitCode(export())).isZero();
        assertThat(exitCode(export(), "--key", keyFile(keys))).isZero();
    }

    @Test
    void aChangedRowIsFoundWithTheLinesOfItsSeal() throws IOException, Unreadable {
        List<String> lines = export();
        lines.set(
                FIRST_ROW_OF_THE_SECOND_SEAL + 1,
                lines.get(FIRST_ROW_OF_THE_SECOND_SEAL + 1).replace("failed", "success"));

        ExportCheck.Outcome outcome = check(lines);

        assertThat(outcome.flaw()).contains(new Flaw(Flaw.Kind.CHANGED, 2, Optional.empty()));
        assertThat(outcome.firstLine()).isEqualTo(FIRST_ROW_OF_THE_SECOND_SEAL + 1);
        assertThat(outcome.lastLine()).isEqualTo(FIRST_ROW_OF_THE_SECOND_SEAL + ROWS_OF_A_SEAL + 1);
        assertThat(exitCode(lines)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":\"Failed\"",
                "\"agent_id\":null",
                "\"client_address\":\"192.0.2.2\"",
                "\"permission_id\":\"another\"",
                "\"shadow_status\":null",
                "\"comment\":\"added\"",
                "\"created_at\":\"2026-02-25T23:51:39.984320Z\""
            })
    void aChangeOfAnyMemberIsFound(String member) throws IOException, Unreadable {
        List<String> lines = export();
        String name = member.substring(0, member.indexOf(':') + 1);
        String row = lines.get(FIRST_ROW_OF_THE_SECOND_SEAL);
        int begin = row.indexOf(name);
        int end = begin + row.substring(begin).split("[,}]", 2)[0].length();
        lines.set(FIRST_ROW_OF_THE_SECOND_SEAL, row.substring(0, begin) + member + row.substring(end));

        assertThat(flaw(lines)).isEqualTo(Flaw.Kind.CHANGED);
    }

    @Test
    void aRemovedRowIsFound() throws IOException, Unreadable {
        List<String> lines = export();
        lines.remove(FIRST_ROW_OF_THE_SECOND_SEAL);

        assertThat(flaw(lines)).isEqualTo(Flaw.Kind.REMOVED);
        assertThat(exitCode(lines)).isEqualTo(1);
    }

    @Test
    void anAddedRowIsFound() throws IOException, Unreadable {
        List<String> lines = export();
        lines.add(FIRST_ROW_OF_THE_SECOND_SEAL, line(row(50)));

        assertThat(flaw(lines)).isEqualTo(Flaw.Kind.INSERTED);
        assertThat(exitCode(lines)).isEqualTo(1);
    }

    @Test
    void rowsThatWereRemovedWithTheirSealAreFound() throws IOException, Unreadable {
        List<String> lines = export();
        lines.subList(FIRST_ROW_OF_THE_SECOND_SEAL, FIRST_ROW_OF_THE_SECOND_SEAL + ROWS_OF_A_SEAL + 1)
                .clear();

        assertThat(flaw(lines)).isEqualTo(Flaw.Kind.FORGED);
    }

    @Test
    void anEndThatWasCutOffIsFoundWithACheckpoint() throws IOException, Unreadable {
        String checkpoint =
                check(export()).check().last().orElseThrow().checkpoint().text();
        List<String> lines = export();
        int third = FIRST_ROW_OF_THE_SECOND_SEAL + ROWS_OF_A_SEAL + 1;
        lines.subList(third, third + ROWS_OF_A_SEAL + 1).clear();

        assertThat(exitCode(lines)).isZero();
        assertThat(exitCode(lines, "--checkpoint", checkpoint)).isEqualTo(1);
        assertThat(exitCode(export(), "--checkpoint", checkpoint)).isZero();
    }

    @Test
    void aLogThatSomebodySealedAnewIsFoundWithTheKey() throws IOException {
        List<String> lines = export(newKeys(), 0);

        assertThat(exitCode(lines)).isZero();
        assertThat(exitCode(lines, "--key", keyFile(keys))).isEqualTo(1);
    }

    @Test
    void aLogWhoseOldRowsWereRemovedIsValidUnlessTheNoteOfItIsForged() throws IOException, Unreadable {
        List<String> lines = export(keys, 2);
        assertThat(check(lines).flaw()).isEmpty();
        assertThat(check(lines).check().retiredRows()).isEqualTo(2 * ROWS_OF_A_SEAL);

        List<String> without = lines.stream()
                .filter(not(line -> line.contains("\"truncation\"")))
                .toList();
        assertThat(flaw(without)).isEqualTo(Flaw.Kind.REMOVED);
        lines.set(1, lines.get(1).replace("\"number\":2", "\"number\":3"));
        assertThat(flaw(lines)).isEqualTo(Flaw.Kind.FORGED);
    }

    @Test
    void whatIsNoCompleteExportIsNotReadable() throws IOException {
        List<String> cut = export();
        assertThat(exitCode(cut.subList(0, cut.size() - 1))).isEqualTo(2);
        assertThat(exitCode(List.of())).isEqualTo(2);
        assertThat(exitCode(List.of("{\"id\":\"a row of another export\",\"context\":{}}")))
                .isEqualTo(2);
        List<String> longer = new ArrayList<>(export());
        longer.add(line(row(101)));
        assertThat(exitCode(longer)).isEqualTo(2);
        assertThat(exitCode(export(), "--key", directory.resolve("missing").toString()))
                .isEqualTo(2);
        assertThat(exitCode(export(), "--checkpoint", "17")).isEqualTo(2);
    }

    /** It would be believed, and nothing vouches for it. */
    @Test
    void aMemberThatNoSealCoversIsRefused() throws IOException {
        List<String> lines = export();
        lines.set(
                FIRST_ROW_OF_THE_SECOND_SEAL,
                lines.get(FIRST_ROW_OF_THE_SECOND_SEAL).replace("{\"type\"", "{\"approved_by\":\"ada\",\"type\""));

        assertThat(exitCode(lines)).isEqualTo(2);
    }
}
