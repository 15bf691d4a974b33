package org.agentwarden.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of a seal: SHA-256 over the hash of the seal before it and every member of every row it covers, each member
 * with its length before it, so that no two logs have the same one. Pure.
 */
final class SealHash {

    /** What the first seal of a log has before it. */
    static final String NOTHING_BEFORE = "";

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
        add(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, row.createdAt())));
    }

    private void add(String member) {
        byte[] bytes = member.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
