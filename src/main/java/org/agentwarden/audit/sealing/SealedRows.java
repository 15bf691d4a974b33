package org.agentwarden.audit.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The rows after one seal, added one by one in their order: their number, the last of them, and the hash of the seal that
 * covers them. That is SHA-256 over the hash of the seal before and every member of every row, each member with its length
 * before it, so that no two logs have the same one. A row that has only the members that rows had at first has the hash
 * that it had then. Not safe for threads.
 */
public final class SealedRows {

    /** What the first seal of a log has before it. */
    private static final String NOTHING_BEFORE = "";

    /** A length that no member has: it can't be taken for the beginning of anything else. */
    private static final int NO_LENGTH = -1;

    /** Before a client's address, so that it can't be taken for the beginning of the next row. */
    private static final int CLIENT_ADDRESS = -2;

    /** Comes before a canonical action, as a length that nothing else has. */
    private static final int CANONICAL_ACTION = -3;

    /** Before the permission that decided. */
    private static final int PERMISSION = -4;

    /** Before what the permissions in shadow would have changed. */
    private static final int SHADOW = -5;

    /** Before the person for whom the agent acted. */
    private static final int ON_BEHALF_OF = -6;

    /** Before the user in whose place somebody decided. */
    private static final int DELEGATED_BY = -7;

    private final MessageDigest digest = sha256();
    private int count;
    private Optional<SealedRow> last = Optional.empty();

    private SealedRows(String hashBefore) {
        add(hashBefore);
    }

    /** No rows yet. */
    public static SealedRows after(Optional<Seal> seal) {
        return new SealedRows(seal.map(Seal::hash).orElse(NOTHING_BEFORE));
    }

    public SealedRows with(SealedRow row) {
        add(row);
        count++;
        last = Optional.of(row);
        return this;
    }

    public int count() {
        return count;
    }

    Optional<SealedRow> last() {
        return last;
    }

    /** In lower-case hexadecimal. To be called once, after the last row. */
    public String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(SealedRow row) {
        add(row.id());
        add(row.organizationId());
        add(row.agentId());
        add(row.action());
        add(row.status());
        add(row.context());
        add(row.ipAddress().orElse(""));
        add(micros(row.createdAt()));
        if (!row.isPlain()) {
            addLength(NO_LENGTH);
            add(row.kind());
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
            add(shadow.status());
            add(shadow.permissionId());
        });
        row.onBehalfOf().ifPresent(person -> addMarked(ON_BEHALF_OF, person));
        row.delegatedBy().ifPresent(user -> addMarked(DELEGATED_BY, user));
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
