package io.orchestrator.protocol.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedFileTest {

    private static final String TEXT = "<!DOCTYPE html>\n<p>Grüße, \u2713</p>";

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError(never);
        }
    }

    private static byte[] signed(KeyPair pair) {
        return SignedFile.sign(TEXT, pair.getPrivate(), pair.getPublic());
    }

    @Test
    void whatWasSignedIsSoundAndNamesItsKey() {
        var pair = pair();

        var verdict = SignedFile.verify(signed(pair));

        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.fingerprint())
                .isEqualTo(SignedFile.fingerprint(pair.getPublic().getEncoded()))
                .matches("([0-9a-f]{2}:){15}[0-9a-f]{2}");
    }

    @Test
    void anyChangedBitIsFound() {
        byte[] file = signed(pair());
        List<Integer> unnoticed = new ArrayList<>();
        for (int place = 0; place < file.length; place++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = file.clone();
                changed[place] ^= (byte) (1 << bit);
                if (SignedFile.verify(changed).sound()) {
                    unnoticed.add(place);
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void whatWasAddedOrTakenAwayIsFound() {
        byte[] file = signed(pair());

        assertThat(SignedFile.verify(Arrays.copyOf(file, file.length - 1)).sound())
                .isFalse();
        assertThat(SignedFile.verify(Arrays.copyOf(file, file.length + 1)).sound())
                .isFalse();
        assertThat(SignedFile.verify(Arrays.copyOfRange(file, 1, file.length)).sound())
                .isFalse();
        assertThat(SignedFile.verify(new byte[0]).fault()).contains("no signature");
    }

    @Test
    void whoSignsAnewIsKnownByAnotherFingerprint() {
        var first = SignedFile.verify(signed(pair()));
        var second = SignedFile.verify(signed(pair()));

        assertThat(second.sound()).isTrue();
        assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(new String(signed(pair()), StandardCharsets.UTF_8)).startsWith(TEXT + "\n<!-- ");
    }
}
