package org.agentwarden.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.agents.CheckStatus;
import org.agentwarden.approvals.ApproverAgreed;
import org.agentwarden.approvals.ShadowJudged;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.ManagementChanged;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.Origin;
import org.junit.jupiter.api.Test;

class SealedMembersTest {

    private static final Instant AT = Instant.parse("2026-02-25T23:51:33.984319Z");

    private static LogEntry row(String agent, String action, String context) {
        return row(agent, action, LogStatus.FAILED, JsonCodec.parseObject(context));
    }

    private static LogEntry row(String agent, String action, LogStatus status, JsonObject context) {
        ActionFailed done = new ActionFailed("organization", "row", agent, action, context, Optional.empty(), AT);
        return new LogEntry("row", done, status, Optional.empty(), AT);
    }

    private static LogEntry decision(String by, String comment) {
        return row("a", "b", "{}")
                .ofApproval("approval", "hash")
                .from(new Origin(Optional.of(by), Optional.empty()))
                .commented(Optional.of(comment));
    }

    private static LogEntry change(Optional<String> actor, Optional<String> agent) {
        return new LogEntry(
                "row",
                new ManagementChanged(
                        "organization",
                        actor,
                        ChangeKind.AGENT_CREATED,
                        "subject",
                        agent,
                        JsonCodec.parseObject("{}"),
                        AT,
                        Optional.empty()));
    }

    private static LogEntry from(String key, String address) {
        return row("a", "b", "{}").from(new Origin(Optional.of(key), Optional.of(address)));
    }

    private static String hash(LogEntry... rows) {
        return SealedMembers.after(Optional.empty(), List.of(rows)).hash();
    }

    @Test
    void theSameRowsHaveTheSameHash() {
        assertThat(hash(row("a", "b", "{\"amount\":50.00}")))
                .isEqualTo(hash(row("a", "b", "{\"amount\":50.00}")))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anyChangeChangesTheHash() {
        String before = hash(row("a", "b", "{\"amount\":50.00}"));
        assertThat(hash(row("a", "b", "{\"amount\":50.0}"))).isNotEqualTo(before);
        assertThat(hash(row("a", "c", "{\"amount\":50.00}"))).isNotEqualTo(before);
    }

    @Test
    void aCharacterThatMovesFromOneMemberToTheNextChangesTheHash() {
        assertThat(hash(row("ab", "c", "{}"))).isNotEqualTo(hash(row("a", "bc", "{}")));
    }

    @Test
    void theOrderOfRowsCounts() {
        LogEntry first = row("a", "b", "{}");
        LogEntry second = row("c", "d", "{}");
        assertThat(hash(first, second)).isNotEqualTo(hash(second, first));
    }

    /** The value is from the version that knew no more than these members: what it has sealed must stay valid. */
    @Test
    void aRowOfAnAgentHasTheHashThatItHadBeforeTheLogToldOfManagement() {
        assertThat(hash(row("a", "b", "{\"amount\":50.00}")))
                .isEqualTo("3946e351b5ab547da4a61d17b73efe8c759ed63cbd17ad90bb375fc767e0a83b");
    }

    @Test
    void whoDecidedAboutWhatAndWithWhichWordsCounts() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(row("a", "b", "{}")),
                hash(row("a", "b", "{}").ofApproval("approval", "hash")),
                hash(row("a", "b", "{}").ofApproval("approval", "another")),
                hash(row("a", "b", "{}").ofApproval("another", "hash")),
                hash(decision("ada", "fine")),
                hash(decision("bob", "fine")),
                hash(decision("ada", "well")),
                hash(decision("ad", "afine")),
                hash(decision("ada", "")),
                hash(row("a", "b", "{}")
                        .ofApproval("approval", "hash")
                        .from(new Origin(Optional.of("ada"), Optional.empty())))));

        assertThat(hashes).hasSize(10);
    }

    @Test
    void inWhosePlaceSomebodyDecidedCounts() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(agreed(Optional.empty())), hash(agreed(Optional.of("ada"))), hash(agreed(Optional.of("bob")))));

        assertThat(hashes).hasSize(3);
    }

    private static LogEntry agreed(Optional<String> delegatedBy) {
        ApproverAgreed agreed = new ApproverAgreed(
                "organization",
                "approval",
                "a",
                "b",
                JsonCodec.parseObject("{}"),
                Optional.empty(),
                "carol",
                delegatedBy,
                Optional.empty(),
                AT,
                Optional.empty());
        return new LogEntry("row", agreed, LogStatus.AGREED, Optional.empty(), AT);
    }

    @Test
    void theKeyAndTheAddressOfTheClientCount() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(row("a", "b", "{}")),
                hash(from("key", "192.0.2.1")),
                hash(from("key", "192.0.2.2")),
                hash(from("other", "192.0.2.1")),
                hash(from("key", "")),
                hash(row("a", "b", "{}").from(new Origin(Optional.of("key"), Optional.empty()))),
                hash(row("a", "b", "{}").from(new Origin(Optional.empty(), Optional.of("192.0.2.1"))))));

        assertThat(hashes).hasSize(7);
    }

    @Test
    void thePermissionThatDecidedCounts() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(blockedBy(Optional.empty())),
                hash(blockedBy(Optional.of("rule"))),
                hash(blockedBy(Optional.of("another"))),
                hash(blockedBy(Optional.of("")))));

        assertThat(hashes).hasSize(4);
    }

    @Test
    void whatThePermissionsInShadowWouldHaveChangedCounts() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(blockedBy(Optional.empty())),
                hash(blockedBy(Optional.of("rule"))),
                hash(shadowed(CheckStatus.ALLOWED, Optional.empty())),
                hash(shadowed(CheckStatus.BLOCKED, Optional.empty())),
                hash(shadowed(CheckStatus.ALLOWED, Optional.of(""))),
                hash(shadowed(CheckStatus.ALLOWED, Optional.of("rule"))),
                hash(shadowed(CheckStatus.ALLOWED, Optional.of("another")))));

        assertThat(hashes).hasSize(7);
    }

    private static LogEntry shadowed(CheckStatus status, Optional<String> permission) {
        return blocked(Optional.empty(), Optional.of(new ShadowJudged(status, permission)));
    }

    private static LogEntry blockedBy(Optional<String> permission) {
        return blocked(permission, Optional.empty());
    }

    private static LogEntry blocked(Optional<String> permission, Optional<ShadowJudged> shadow) {
        return blocked(permission, shadow, Optional.empty());
    }

    @Test
    void thePersonForWhomTheAgentActedCounts() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(blockedBy(Optional.of("rule"))),
                hash(blocked(Optional.empty(), Optional.empty(), Optional.of("rule"))),
                hash(blocked(Optional.of("rule"), Optional.empty(), Optional.of("ada"))),
                hash(blocked(Optional.of("rule"), Optional.empty(), Optional.of("bob"))),
                hash(blocked(Optional.empty(), Optional.empty(), Optional.of("ada")))));

        assertThat(hashes).hasSize(5);
    }

    private static LogEntry blocked(
            Optional<String> permission, Optional<ShadowJudged> shadow, Optional<String> onBehalfOf) {
        ActionBlocked blocked = new ActionBlocked(
                "organization",
                "row",
                "a",
                "b",
                JsonCodec.parseObject("{}"),
                onBehalfOf,
                "",
                AT,
                permission,
                shadow,
                Origin.UNKNOWN);
        return new LogEntry("row", blocked, LogStatus.BLOCKED, Optional.empty(), AT);
    }

    @Test
    void whoChangedSomethingCountsAndSoDoesWhetherAnybodyDid() {
        Set<String> hashes = new HashSet<>(List.of(
                hash(change(Optional.of("ada"), Optional.of("a"))),
                hash(change(Optional.of("bob"), Optional.of("a"))),
                hash(change(Optional.of(""), Optional.of("a"))),
                hash(change(Optional.empty(), Optional.of("a"))),
                hash(change(Optional.of("ada"), Optional.of(""))),
                hash(change(Optional.of("ada"), Optional.empty()))));

        assertThat(hashes).hasSize(6);
    }

    @Test
    void aRowOfManagementCanNotBeMadeOneOfAnAgent() {
        LogEntry management = change(Optional.empty(), Optional.of("a"));
        LogEntry agents = row("a", management.action(), management.status(), management.context());

        assertThat(hash(agents)).isNotEqualTo(hash(management));
        assertThat(hash(agents.ofApproval("subject", ""))).isNotEqualTo(hash(management));
    }

    @Test
    void whatCameBeforeCounts() {
        List<LogEntry> rows = List.of(row("a", "b", "{}"));
        Seal before = Seal.over(
                "organization", Optional.empty(), SealedMembers.after(Optional.empty(), rows), text -> "signature");

        assertThat(SealedMembers.after(Optional.of(before), rows).hash()).isNotEqualTo(hash(row("a", "b", "{}")));
    }
}
