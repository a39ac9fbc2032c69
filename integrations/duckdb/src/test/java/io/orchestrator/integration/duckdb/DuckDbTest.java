package io.orchestrator.integration.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.fakes.FakeContext;
import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.DatasetVersion.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {

    @TempDir
    private Path folder;

    @Test
    void aVersionIsReadUnderTheNameOfItsDataset() throws Exception {
        DatasetVersion version = Versions.of(
                "raw.flights-2001",
                3,
                Versions.query("a", 1, folder, "SELECT 1 AS id").paths().getFirst(),
                Versions.query("b", 1, folder, "SELECT 2 AS id").paths().getFirst());
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view(version);

            assertThat(duckDb.count("SELECT sum(id) FROM \"raw.flights-2001\"")).isEqualTo(3);
            assertThatThrownBy(() -> duckDb.view(version))
                    .hasMessage("'raw.flights-2001' is used twice for a view; give each version a name");
        }
    }

    @Test
    void whatIsWrittenIsToldToTheStaging() throws Exception {
        StagedFiles staging = new StagedFiles("out", folder, null);
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.copyTo(staging, "part/one.parquet", "SELECT i AS id, 'x' AS name FROM range(10) r(i) -- all");
            assertThat(staging.columns())
                    .containsExactly(new Column("id", "BIGINT", false), new Column("name", "VARCHAR", false));
            duckDb.copyTo(staging, "part/two.parquet", "SELECT 1::BIGINT AS id, NULL::VARCHAR AS name");
            duckDb.copyTo(staging, "part/none.parquet", "SELECT 1::BIGINT AS id, 'x' AS name WHERE false");

            assertThat(staging.rows()).isEqualTo(11);
            assertThat(staging.columns())
                    .containsExactly(new Column("id", "BIGINT", false), new Column("name", "VARCHAR", true));
            assertThat(duckDb.row("SELECT DISTINCT compression FROM parquet_metadata("
                            + Sql.text(staging.file("part/one.parquet").toString()) + ")"))
                    .containsExactly("ZSTD");
        }
    }

    @Test
    void valuesArePlain() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            assertThat(duckDb.row("""
                    SELECT 1::HUGEINT, 1::UTINYINT, 0.1::FLOAT, 1.50::DECIMAL(9, 2), 'NaN'::DOUBLE, NULL, true,
                           TIMESTAMP '2001-04-01 02:30:00', DATE '2001-04-01', [1, 2], {'a': 1}, MAP {'k': 2}""").toString())
                    .isEqualTo("[1, 1, 0.1, 1.50, NaN, null, true, 2001-04-01T02:30, 2001-04-01, [1, 2], [1], {k=2}]");
        }
    }

    @Test
    void limitsAreSet() throws Exception {
        try (DuckDb duckDb = DuckDb.open(new DuckDb.Limits("100MB", 1))) {
            assertThat(duckDb.row("SELECT current_setting('memory_limit'), current_setting('threads')"))
                    .containsExactly("95.3 MiB", 1L);
            Path spill = Path.of(String.valueOf(
                    duckDb.row("SELECT current_setting('temp_directory')").getFirst()));
            assertThat(spill).exists();
            duckDb.close();
            assertThat(spill).doesNotExist();
        }
        assertThatThrownBy(() -> new DuckDb.Limits("1GB", 0)).hasMessage("threads is 0; give at least 1");
    }

    @Test
    @Timeout(60)
    void cancellingTheTaskEndsTheRunningStatement() throws Exception {
        FakeContext context = FakeContext.of("task");
        CountDownLatch begun = new CountDownLatch(1);
        try (DuckDb duckDb = DuckDb.open(context)) {
            duckDb.run("CREATE TABLE n AS SELECT * FROM range(100000)");
            CompletableFuture<Void> endless = CompletableFuture.runAsync(() -> {
                begun.countDown();
                try {
                    duckDb.run("SELECT count(*) FROM n a, n b, n c WHERE random() < 2");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            begun.await();
            context.cancel();

            assertThatThrownBy(() -> endless.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("cancelled");
            assertThatThrownBy(() -> duckDb.run("SELECT 1")).hasMessageContaining("cancelled");
        }
    }

    // ---- faults of data

    @Test
    void aTruncatedFileIsNamed() throws Exception {
        DatasetVersion version = Versions.query("flights", 7, folder, "SELECT i AS id FROM range(1000) r(i)");
        Path file = version.paths().getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 600));
        try (DuckDb duckDb = DuckDb.open()) {
            assertThatThrownBy(() -> duckDb.view(version))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.dataset()).isEqualTo("flights"))
                    .hasMessage(
                            "dataset 'flights', version 7: file 'flights-7.parquet' of 600 bytes is no whole Parquet file;"
                                    + " it was cut off or is of another format. Write it again");
        }
    }

    @Test
    void aMissingColumnIsToldWithThoseThatThereAre() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view(Versions.query("flights", 7, folder, "SELECT 1 AS id, 'JFK' AS origin"));
            duckDb.view(Versions.query("airports", 1, folder, "SELECT 'JFK' AS iata"));

            assertThatThrownBy(() -> duckDb.run("SELECT delay FROM flights"))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.column()).isEqualTo("delay"))
                    .hasMessage(
                            "there is no column 'delay': dataset 'flights', version 7 has id INTEGER, origin VARCHAR");
            assertThatThrownBy(() -> duckDb.run("SELECT f.delay FROM flights f"))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("there is no column 'delay': dataset 'flights', version 7 has ");
        }
    }

    @Test
    void aWrongTypeIsToldWithASample() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view(Versions.query(
                    "flights",
                    7,
                    folder,
                    "SELECT CASE WHEN i % 3 = 0 THEN 'late' ELSE i::VARCHAR END AS delay FROM range(9) r(i)"));

            assertThatThrownBy(() -> duckDb.run("SELECT sum(delay::INTEGER) FROM flights"))
                    .isInstanceOfSatisfying(DataException.class, e -> {
                        assertThat(e.dataset()).isEqualTo("flights");
                        assertThat(e.column()).isEqualTo("delay");
                    })
                    .hasMessage("dataset 'flights', version 7: column 'delay': 'late' is no INT32;"
                            + " so are 3 values, such as [late, late, late]");
        }
    }

    @Test
    void filesWithOtherColumnsAreNamed() throws Exception {
        Path january = Versions.query("jan", 1, folder, "SELECT 1 AS id, 2 AS delay")
                .paths()
                .getFirst();
        Path february =
                Versions.query("feb", 1, folder, "SELECT 1 AS id").paths().getFirst();
        try (DuckDb duckDb = DuckDb.open()) {
            assertThatThrownBy(() -> {
                        duckDb.view(Versions.of("flights", 2, january, february));
                        duckDb.rows("SELECT * FROM flights");
                    })
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "dataset 'flights', version 2: column 'delay' is not in all files;"
                                    + " compare 'jan-1.parquet' and 'feb-1.parquet'. All files of a version need the same columns");
        }
    }

    @Test
    void anEmptyVersionIsTold() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            assertThatThrownBy(() -> duckDb.view(Versions.of("flights", 2)))
                    .hasMessage("dataset 'flights', version 2 has no Parquet file; there is nothing to read");
            assertThatThrownBy(() -> duckDb.view("none", List.of()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("'none' has no Parquet file");
        }
    }

    @Test
    void whatIsNoFaultOfDataStaysAsItIs() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            assertThatThrownBy(() -> duckDb.run("SELEC 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("syntax error");
            assertThat(duckDb.count("SELECT 1")).isEqualTo(1);
        }
    }
}
