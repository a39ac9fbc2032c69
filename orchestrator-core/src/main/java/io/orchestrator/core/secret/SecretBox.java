package io.orchestrator.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals texts with AES-256-GCM, each with a nonce of its own, bound to its place and its key. A sealed text is the key's id, a
 * colon, and nonce and cipher text in Base64.
 */
public final class SecretBox {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final RandomGenerator random;

    /** @param random makes nonces: a secure one */
    public SecretBox(KeyRing keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * Seals with the first key of the file as it is now: another server may have sealed everything anew, and the old key go.
     *
     * @throws SecretUnavailable if there is no key
     */
    public String seal(String plain, SecretPlace place) {
        keys.refresh();
        KeyRing.Key key = keys.current();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] cipher =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[nonce.length + cipher.length];
            System.arraycopy(nonce, 0, sealed, 0, nonce.length);
            System.arraycopy(cipher, 0, sealed, nonce.length, cipher.length);
            return key.id() + ":" + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    public @Nullable String sealOrNull(@Nullable String plain, SecretPlace place) {
        return plain == null ? null : seal(plain, place);
    }

    /** @throws SecretUnavailable if its key is not there, or it was changed or moved */
    public String open(String sealed, SecretPlace place) {
        int colon = sealed.indexOf(':');
        String id = sealed.substring(0, Math.max(0, colon));
        KeyRing.Key key = keys.find(id)
                .orElseThrow(
                        () -> new SecretUnavailable(place.inWords() + " cannot be decrypted: it was sealed with key '"
                                + id + "', which the file of " + KeyRing.SETTING
                                + " does not have; put that key back, or enter the secret again"));
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed.substring(colon + 1));
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new SecretUnavailable(
                    place.inWords()
                            + " cannot be decrypted: what is stored was changed, or belongs to another row; enter the secret again");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    public @Nullable String openOrNull(@Nullable String sealed, SecretPlace place) {
        return sealed == null ? null : open(sealed, place);
    }

    /**
     * Reads rows and opens what is sealed in them. What was sealed anew in between, and its old key taken away, is read again.
     *
     * @throws SecretUnavailable if it cannot be opened then either
     */
    public static <T> T reading(Supplier<T> rows) {
        try {
            return rows.get();
        } catch (SecretUnavailable changed) {
            return rows.get();
        }
    }

    /** The beginning of every text that is sealed with the key that seals now. */
    public String currentPrefix() {
        keys.refresh();
        return keys.current().id() + ":";
    }

    private static Cipher cipher(int mode, KeyRing.Key key, byte[] nonce, SecretPlace place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        String bound = String.join("\0", place.table(), place.row(), place.column(), key.id());
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
