package io.orchestrator.core.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that secrets are sealed with: a file with one key a line, the newest first. The first seals, all of them open. The
 * file is read again when a key is asked for that was not in it, so that keys can be changed while servers run.
 */
public final class KeyRing {

    static final String SETTING = "orchestrator.secrets.key-file";
    private static final int KEY_BYTES = 32;

    private final @Nullable Path file;
    private volatile List<Key> keys;

    /** @param id the beginning of the key's SHA-256: it tells keys apart, and nothing about them */
    record Key(String id, SecretKey key) {
        @Override
        public String toString() {
            return "Key " + id;
        }
    }

    private KeyRing(@Nullable Path file, List<Key> keys) {
        this.file = file;
        this.keys = keys;
    }

    /** @throws SecretUnavailable if the file cannot be read, or holds something else than keys */
    public static KeyRing of(Path file) {
        return new KeyRing(file, read(file));
    }

    /** Without keys nothing can be sealed or opened. */
    public static KeyRing none() {
        return new KeyRing(null, List.of());
    }

    /** A new key as a line of the file. */
    public static String newLine(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Reads the file again. */
    public void refresh() {
        if (file != null) {
            keys = read(file);
        }
    }

    /** The key that seals. */
    Key current() {
        if (keys.isEmpty()) {
            throw new SecretUnavailable(
                    "this server has no key to keep secrets with; set " + SETTING + " to a file with one");
        }
        return keys.getFirst();
    }

    Optional<Key> find(String id) {
        Optional<Key> known = known(id);
        if (known.isEmpty()) {
            refresh();
        }
        return known.isPresent() ? known : known(id);
    }

    private Optional<Key> known(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static List<Key> read(Path file) {
        List<Key> keys = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    keys.add(key(file, line.strip()));
                }
            }
        } catch (IOException e) {
            throw new SecretUnavailable(SETTING + " names " + file + ", which cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
        if (keys.isEmpty()) {
            throw new SecretUnavailable(SETTING + " names " + file + ", which has no key; expected one a line, 32 bytes"
                    + " in Base64, such as 'openssl rand -base64 32' makes");
        }
        return List.copyOf(keys);
    }

    private static Key key(Path file, String line) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new SecretUnavailable(
                    SETTING + " names " + file
                            + ", in which a line is no key; expected 32 bytes in Base64, such as 'openssl rand -base64 32' makes");
        }
        return new Key(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static String idOf(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
