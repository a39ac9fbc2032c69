package io.orchestrator.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAccountTest {

    @TempDir
    private Path temporary;

    /** As an ordinary user the server runs under our own account, so nothing is closed to it. */
    @Test
    void aHomeThatIsClosedToTheServersAccountIsNamed() throws IOException {
        Path closed = Files.createDirectory(
                temporary.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        Path folder = closed.resolve("below/postgres");

        if (ServerAccount.current().differsFromOurs()) {
            assertThat(ServerAccount.current().closedOnTheWayTo(folder)).contains(closed);
            assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(folder)))
                    .isInstanceOf(PostgresFailed.class)
                    .hasMessageContaining("cannot pass " + closed)
                    .hasMessageContaining("chmod o+x " + closed);
        } else {
            assertThat(ServerAccount.current().closedOnTheWayTo(folder)).isEmpty();
        }
    }
}
