package io.orchestrator.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of the chain that the audit log is: what it says, its place, and a hash over both and over the hash before. Whoever
 * changes, removes, adds or swaps links would have to change every hash behind, and those that were noted elsewhere.
 *
 * @param seq from 1 without gaps
 * @param facts the event's columns as texts, in a fixed order
 */
public record AuditLink(long seq, long number, List<@Nullable String> facts) {

    /** What comes before the first link. */
    public static final String BEGIN = "0".repeat(64);

    public AuditLink {
        // List.copyOf takes no nulls, and a column may be null.
        facts = Collections.unmodifiableList(new ArrayList<>(facts));
    }

    /** SHA-256, hexadecimal. Each part is told with its length: no two lists of parts read the same. */
    public String hash(String before) {
        var digest = sha256();
        add(digest, before);
        add(digest, Long.toString(seq));
        add(digest, Long.toString(number));
        facts.forEach(fact -> add(digest, fact));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable String part) {
        if (part == null) {
            digest.update("-;".getBytes(StandardCharsets.UTF_8));
        } else {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
