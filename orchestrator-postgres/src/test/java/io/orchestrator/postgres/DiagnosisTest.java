package io.orchestrator.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Path FOLDER = Path.of("/srv/orchestrator");

    @Test
    void aFullDiskIsCalledSoWhoeverNoticesIt() {
        String output =
                "2026-01-01 00:00:00.000 UTC [7] FATAL:  could not write file \"pg_wal/x\": No space left on device";

        assertThat(Diagnosis.ofServer(FOLDER, 5432, 1, output))
                .hasMessage(
                        "Could not start PostgreSQL in /srv/orchestrator: the disk is full; free some space and start again.");
        assertThat(Diagnosis.ofProgram("make the database files", 1, output)).hasMessageContaining("the disk is full");
        assertThat(Diagnosis.of("unpack the programs", new IOException("No space left on device")))
                .hasMessageContaining("the disk is full");
    }

    @Test
    void anotherServerOnTheDataIsNamed() {
        String output = "FATAL:  lock file \"postmaster.pid\" already exists\nHINT:  Is another postmaster running?";

        assertThat(Diagnosis.ofServer(FOLDER, 5432, 1, output))
                .hasMessageStartingWith("Another PostgreSQL is still running on the data in /srv/orchestrator");
    }

    @Test
    void dataOfAnotherMajorVersionIsNamed() {
        String output = """
                2026-01-01 00:00:00.000 UTC [7] FATAL:  database files are incompatible with server
                2026-01-01 00:00:00.000 UTC [7] DETAIL:  The data directory was initialized by PostgreSQL version 17.
                """;

        assertThat(Diagnosis.ofServer(FOLDER, 5432, 1, output))
                .hasMessageContaining("another major version of PostgreSQL")
                .hasMessageContaining("initialized by PostgreSQL version 17");
    }

    @Test
    void aFolderOfSomebodyElseIsNamed() {
        assertThat(Diagnosis.of("make the folder x", new AccessDeniedException("/srv/x")))
                .hasMessage(
                        "Could not make the folder x: this user may not write /srv/x; choose a folder that you own.");
    }

    @Test
    void theLastFaultIsQuotedWithoutItsTimestamp() {
        String output = """
                2026-01-01 00:00:00.000 UTC [7] LOG:  starting
                2026-01-01 00:00:00.000 UTC [7] PANIC:  could not locate a valid checkpoint record
                2026-01-01 00:00:00.000 UTC [7] LOG:  database system is shut down
                """;

        assertThat(Diagnosis.ofServer(FOLDER, 5432, 1, output))
                .hasMessageContaining("(exit code 1: PANIC:  could not locate a valid checkpoint record)");
    }
}
