package io.orchestrator.protocol.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text whose last line is an Ed25519 signature over all bytes before it, with the public key: a comment of HTML. Everything is in
 * lower-case hexadecimal, so that there is one way to write it and any other byte is found.
 */
public final class SignedFile {

    private static final String ALGORITHM = "Ed25519";
    private static final String LINE = "<!-- orchestrator-evidence-1 ed25519 %s %s -->\n";
    private static final int KEY_DIGITS = 88;
    private static final int SIGNATURE_DIGITS = 128;
    private static final int LINE_BYTES = LINE.formatted("", "").length() + KEY_DIGITS + SIGNATURE_DIGITS;
    private static final Pattern SIGNATURE =
            Pattern.compile("<!-- orchestrator-evidence-1 ed25519 ([0-9a-f]{%d}) ([0-9a-f]{%d}) -->\n"
                    .formatted(KEY_DIGITS, SIGNATURE_DIGITS));

    private SignedFile() {}

    /**
     * What was found in a file.
     *
     * @param sound every byte is as it was signed
     * @param fault a sentence; empty if it is sound
     * @param fingerprint of the key that it names, empty if it names none. Who signed is known only if this is the right one
     */
    public record Verdict(boolean sound, String fault, String fingerprint) {}

    /** The bytes of a text and its signature. */
    public static byte[] sign(String text, PrivateKey key, PublicKey publicKey) {
        byte[] body = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(body);
            HexFormat hex = HexFormat.of();
            byte[] line = LINE.formatted(hex.formatHex(publicKey.getEncoded()), hex.formatHex(signature.sign()))
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] file = Arrays.copyOf(body, body.length + line.length);
            System.arraycopy(line, 0, file, body.length, line.length);
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /** Looks at every byte of a file. */
    public static Verdict verify(byte[] file) {
        int begin = file.length - LINE_BYTES;
        String line = begin < 0 ? "" : new String(file, begin, LINE_BYTES, StandardCharsets.ISO_8859_1);
        Matcher parts = SIGNATURE.matcher(line);
        if (!parts.matches()) {
            return new Verdict(
                    false, "The last line is no signature: the file was cut off, added to or changed there", "");
        }
        try {
            byte[] encoded = HexFormat.of().parseHex(parts.group(1));
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(file, 0, begin);
            boolean sound = signature.verify(HexFormat.of().parseHex(parts.group(2)));
            return new Verdict(
                    sound, sound ? "" : "The file is not as it was signed: a byte was changed", fingerprint(encoded));
        } catch (GeneralSecurityException unreadable) {
            return new Verdict(false, "The key or the signature in the last line was changed", "");
        }
    }

    /** How people tell a key from another: the beginning of its SHA-256, in groups. */
    public static String fingerprint(byte[] publicKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return HexFormat.ofDelimiter(":").formatHex(hash, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
