package io.orchestrator.core.maintenance.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunPartitionsTest {

    /** In the window from 6 February to 8 March 2026. */
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private TestDatabase database;
    private HikariDataSource dataSource;
    private RunPartitions partitions;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
        partitions = new RunPartitions(dataSource, new Random(1));
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void thePresentAndTheNextTwoWindowsAreMadeOnce() {
        assertThat(partitions.pass(NOW)).isEqualTo(3);
        assertThat(partitions.pass(NOW)).isZero();

        assertThat(partitionsOf("task_instance"))
                .containsExactly(
                        "task_instance_20260206",
                        "task_instance_20260308",
                        "task_instance_20260407",
                        "task_instance_default");
        assertThat(partitionsOf("log_chunk")).hasSize(4);
    }

    @Test
    void aLaterPassMakesWhatHasComeNear() {
        partitions.pass(NOW);

        assertThat(partitions.pass(NOW.plus(Duration.ofDays(30)))).isEqualTo(1);
    }

    @Test
    void rowsGoToTheWindowOfTheirTime() {
        partitions.pass(NOW);

        addOutput(NOW);
        addOutput(Instant.parse("2026-03-07T23:59:59.999Z"));
        addOutput(Instant.parse("2026-03-08T00:00:00Z"));
        addOutput(Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(database.query("SELECT tableoid::regclass FROM task_output ORDER BY run_key"))
                .containsExactly(
                        "task_output_20260206", "task_output_20260206", "task_output_20260308", "task_output_default");
    }

    @Test
    void aWindowWhoseRowsAreInTheDefaultPartitionIsLeftThere() {
        addOutput(NOW);

        assertThat(partitions.pass(NOW)).isEqualTo(2);

        assertThat(partitionsOf("task_output")).doesNotContain("task_output_20260206");
        assertThat(partitionsOf("task_attempt")).doesNotContain("task_attempt_20260206");
        addOutput(NOW.plusMillis(1));
        assertThat(database.query("SELECT tableoid::regclass FROM task_output")).containsOnly("task_output_default");
    }

    @Test
    void aTableThatIsInUseForLongIsLeftForTheNextPass() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM task_output");

            assertThat(partitions.pass(NOW)).isZero();
        }

        assertThat(partitions.pass(NOW)).isEqualTo(3);
    }

    private List<String> partitionsOf(String table) {
        return database.query(
                "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = '%s'::regclass ORDER BY inhrelid::regclass::text"
                        .formatted(table));
    }

    private void addOutput(Instant created) {
        database.execute("INSERT INTO task_output VALUES (%d, gen_random_uuid(), '1')"
                .formatted((created.toEpochMilli() << 20) + 77));
    }
}
