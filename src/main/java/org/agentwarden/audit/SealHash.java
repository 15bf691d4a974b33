package org.agentwarden.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hash of a seal: SHA-256 over the hash of the seal before it and every member of every row it covers, each member
 * with its length before it, so that no two logs have the same one. A row that has only the members that rows had at first
 * has the hash that it had then. Pure.
 */
final class SealHash {

    /** What the first seal of a log has before it. */
    static final String NOTHING_BEFORE = "";

    /** A length that no member has: it can't be taken for the beginning of anything else. */
    private static final int NO_LENGTH = -1;

    /** Comes before a canonical action, as a length that nothing else has. */
    private static final int CANONICAL_ACTION = -3;

    /** Before the permission that decided. */
    private static final int PERMISSION = -4;

    /** Before what the permissions in shadow would have changed. */
    private static final int SHADOW = -5;

    /** Before the person for whom the agent acted. */
    private static final int ON_BEHALF_OF = -6;

    /** Before a client's address, so that it can't be taken for the beginning of the next row. */
    private static final int CLIENT_ADDRESS = -2;

    private final MessageDigest digest = sha256();

    private SealHash() {}

    /** In lower-case hexadecimal. */
    static String of(String hashBefore, List<LogEntry> rows) {
        SealHash hash = new SealHash();
        hash.add(hashBefore);
        rows.forEach(hash::add);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(LogEntry row) {
        add(row.id());
        add(row.organizationId());
        add(row.agentId());
        add(row.action());
        add(row.status().name());
        add(row.contextText());
        add(row.ipAddress().orElse(""));
        add(micros(row.createdAt()));
        if (!isPlain(row)) {
            addLength(NO_LENGTH);
            add(row.kind().name());
            add(row.actorId());
            add(row.subjectId());
            add(row.actionHash());
            add(row.comment());
            row.clientAddress().ifPresent(address -> addMarked(CLIENT_ADDRESS, address));
        }
        row.canonicalAction().ifPresent(canonical -> addMarked(CANONICAL_ACTION, canonical));
        row.permissionId().ifPresent(permission -> addMarked(PERMISSION, permission));
        row.shadow().ifPresent(shadow -> {
            addLength(SHADOW);
            add(shadow.status().map(LogStatus::name));
            add(shadow.permissionId());
        });
        row.onBehalfOf().ifPresent(person -> addMarked(ON_BEHALF_OF, person));
    }

    /** Whether it has only the members that rows had before the log told of management and of who decided. */
    private static boolean isPlain(LogEntry row) {
        return row.kind() == LogKind.AGENT
                && Stream.of(row.actorId(), row.subjectId(), row.actionHash(), row.comment(), row.clientAddress())
                        .allMatch(Optional::isEmpty);
    }

    /** For members that rows did not have at first: a row without one has the hash that it had then. */
    private void addMarked(int mark, String member) {
        addLength(mark);
        add(member);
    }

    /** Microseconds since 1970. A time too far away for that, which only a forged row has, is written as ISO 8601. */
    static String micros(Instant time) {
        try {
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        } catch (ArithmeticException e) {
            return time.toString();
        }
    }

    private void add(Optional<String> member) {
        member.ifPresentOrElse(this::add, () -> addLength(NO_LENGTH));
    }

    private void add(String member) {
        byte[] bytes = member.getBytes(StandardCharsets.UTF_8);
        addLength(bytes.length);
        digest.update(bytes);
    }

    private void addLength(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
