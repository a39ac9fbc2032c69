package io.orchestrator.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {

    private static final SecretPlace PLACE = new SecretPlace("connection", "warehouse", "password");
    private static final String OLD = KeyRing.newLine(new Random(1));
    private static final String NEW = KeyRing.newLine(new Random(2));

    @TempDir
    Path folder;

    @Test
    void whatIsSealedCanBeOpenedAndIsNotToBeSeen() throws IOException {
        SecretBox box = box(OLD);

        String sealed = box.seal("pässword", PLACE);

        assertThat(sealed).doesNotContain("pässword").doesNotContain(OLD);
        assertThat(box.open(sealed, PLACE)).isEqualTo("pässword");
        assertThat(box.seal("pässword", PLACE)).as("another nonce each time").isNotEqualTo(sealed);
    }

    @Test
    void aSealedTextCannotBeMovedToAnotherPlace() throws IOException {
        SecretBox box = box(OLD);
        String sealed = box.seal("p", PLACE);

        for (SecretPlace other : new SecretPlace[] {
            new SecretPlace("variable", "warehouse", "password"),
            new SecretPlace("connection", "other", "password"),
            new SecretPlace("connection", "warehouse", "extra")
        }) {
            assertThatThrownBy(() -> box.open(sealed, other))
                    .isInstanceOf(SecretUnavailable.class)
                    .hasMessageContaining("of " + other.table() + " '" + other.row() + "' cannot be decrypted")
                    .hasMessageContaining("enter the secret again");
        }
    }

    @Test
    void aChangedTextIsRefused() throws IOException {
        SecretBox box = box(OLD);
        String sealed = box.seal("password", PLACE);
        String changed = sealed.substring(0, 20) + (sealed.charAt(20) == 'A' ? 'B' : 'A') + sealed.substring(21);

        assertThatThrownBy(() -> box.open(changed, PLACE)).isInstanceOf(SecretUnavailable.class);
        assertThatThrownBy(() -> box.open("no sealed text", PLACE)).isInstanceOf(SecretUnavailable.class);
        assertThatThrownBy(() -> box.open(sealed.substring(0, 12), PLACE)).isInstanceOf(SecretUnavailable.class);
    }

    @Test
    void aNewKeyIsUsedAfterTheFileHasChangedAndTheOldOneStillOpens() throws IOException {
        Path file = file(OLD);
        SecretBox box = new SecretBox(KeyRing.of(file), new Random(3));
        String sealed = box.seal("p", PLACE);

        Files.writeString(file, NEW + "\n" + OLD + "\n");
        assertThat(box.currentPrefix()).isNotEqualTo(sealed.substring(0, 9));
        String anew = box.seal("p", PLACE);

        assertThat(anew).startsWith(box.currentPrefix());
        assertThat(box.open(sealed, PLACE)).isEqualTo("p");
        Files.writeString(file, NEW + "\n");
        assertThat(new SecretBox(KeyRing.of(file), new Random(4)).open(anew, PLACE))
                .isEqualTo("p");
    }

    @Test
    void anotherServerLearnsOfANewKeyWhenItNeedsIt() throws IOException {
        Path file = file(OLD);
        SecretBox other = new SecretBox(KeyRing.of(file), new Random(3));
        Files.writeString(file, NEW + "\n" + OLD + "\n");
        String sealed = new SecretBox(KeyRing.of(file), new Random(4)).seal("p", PLACE);

        assertThat(other.open(sealed, PLACE)).isEqualTo("p");
    }

    @Test
    void aKeyThatIsGoneIsNamed() throws IOException {
        String sealed = box(OLD).seal("p", PLACE);

        assertThatThrownBy(() -> box(NEW).open(sealed, PLACE))
                .hasMessageContaining("the password of connection 'warehouse' cannot be decrypted")
                .hasMessageContaining(sealed.substring(0, 8))
                .hasMessageContaining("put that key back");
    }

    @Test
    void aFileThatHoldsNoKeysIsRefused() {
        assertThatThrownBy(() -> KeyRing.of(folder.resolve("none"))).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> box("")).hasMessageContaining("has no key");
        assertThatThrownBy(() -> box("c2hvcnQ="))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThatThrownBy(() -> new SecretBox(KeyRing.none(), new Random(1)).seal("p", PLACE))
                .hasMessageContaining("orchestrator.secrets.key-file");
    }

    private SecretBox box(String lines) throws IOException {
        return new SecretBox(KeyRing.of(file(lines)), new Random(3));
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "keys", ""), "# keys\n" + lines + "\n");
    }
}
