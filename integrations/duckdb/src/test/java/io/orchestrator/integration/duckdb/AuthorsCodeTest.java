package io.orchestrator.integration.duckdb;

import static io.orchestrator.integration.duckdb.drift.DriftCondition.ks;
import static io.orchestrator.integration.duckdb.drift.DriftCondition.psi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.duckdb.drift.Drift;
import io.orchestrator.integration.duckdb.drift.DriftStatistic;
import io.orchestrator.integration.duckdb.drift.RetrainRule;
import io.orchestrator.integration.duckdb.feature.FeatureView;
import io.orchestrator.integration.fakes.FakeContext;
import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that docs/data.md shows. */
class AuthorsCodeTest {

    private static final Instant END = Instant.parse("2001-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aQueryIsTheCodeOfATask() throws Exception {
        SqlTask delays = SqlTask.of("""
                SELECT city, avg(delay) AS delay FROM flights JOIN airports ON origin = iata
                 GROUP BY city ORDER BY ALL""");
        StagedFiles output = new StagedFiles("delays", folder, null);

        long rows = delays.two(
                FakeContext.of("task"),
                output,
                Versions.query("flights", 1, folder, "SELECT 'JFK' AS origin, 10 AS delay"),
                Versions.query("airports", 1, folder, "SELECT 'JFK' AS iata, 'New York' AS city"));

        assertThat(rows).isEqualTo(1);
    }

    /** What is looked at is that it compiles: no overload of {@code task} is in the way, and its output is a number. */
    @Test
    void aMethodOfAQueryCanBeGivenToATask() {
        SqlTask delays = SqlTask.of("SELECT 1");
        Input<Staging> output = none();
        Input<DatasetVersion> flights = none();

        assertThatThrownBy(() -> Dag.define("delays", dag -> {
                    Task<Long> rows = dag.task("delays", delays::one, output, flights);
                    rows.retries(1);
                }))
                .hasMessageContaining("an input is null");
    }

    /** Only a DAG that reads and writes datasets has real ones. */
    @SuppressWarnings("NullAway")
    private static <T> Input<T> none() {
        return null;
    }

    @Test
    void severalQueriesAreJava() throws Exception {
        StagedFiles output = new StagedFiles("clean", folder, null);

        long rows = clean(
                FakeContext.of("task"),
                output,
                Versions.query("flights", 1, folder, "SELECT unnest([10, 10, 999]) AS delay"));

        assertThat(rows).isEqualTo(1);
        assertThat((Map<?, ?>) output.meta.get("profile")).hasSize(2);
    }

    private long clean(TaskContext context, Staging output, DatasetVersion flights) throws SQLException {
        try (DuckDb duckDb = DuckDb.open(context, new DuckDb.Limits("2GB", 2))) {
            duckDb.view(flights);
            output.meta("profile", Profile.of(duckDb, "flights"));
            return duckDb.copyTo(output, "SELECT DISTINCT * FROM flights WHERE delay BETWEEN -60 AND 720");
        }
    }

    @Test
    void driftLeadsToADecision() throws Exception {
        DatasetVersion reference = Versions.query(
                "flights", 1, folder, "SELECT i % 50 AS delay, 'A' || i % 7 AS origin FROM range(20000) r(i)");
        DatasetVersion window = Versions.query(
                "flights", 2, folder, "SELECT i % 50 + 30 AS delay, 'A' || i % 7 AS origin FROM range(20000) r(i)");
        List<DriftStatistic> statistics;
        try (DuckDb duckDb = DuckDb.open()) {
            statistics = drift(duckDb, reference, window, END);
        }

        RetrainRule rule = RetrainRule.retrainWhen(
                        ks("delay").above(0.2).forWindows(3).or(psi("delay").above(0.25)))
                .minimumSample(10_000)
                .cooldown(Duration.ofDays(7))
                .budget(4, Duration.ofDays(90));
        RetrainRule.Decision decision = rule.decide(statistics, List.of(), END);

        assertThat(statistics).hasSize(2);
        assertThat(decision.retrain()).isTrue();
        assertThat(decision.explanation()).contains("psi of delay is ", "above 0.2500", "training: it is so");
    }

    private List<DriftStatistic> drift(DuckDb duckDb, DatasetVersion reference, DatasetVersion window, Instant until)
            throws SQLException {
        duckDb.view("reference", reference);
        duckDb.view("now", window);
        return Drift.from(duckDb, "flights " + reference.number(), "reference")
                .of("2001-05", until, "now", List.of("delay", "origin"));
    }

    /** What features are made of. */
    record Day(String origin, Instant day, Instant made, long flights, long late) {}

    /** Features. */
    record Lateness(String origin, Instant day, Instant made, double rate) {
        static Lateness of(Day row) {
            return new Lateness(row.origin, row.day, row.made, (double) row.late / row.flights);
        }
    }

    private static final FeatureView<Day, Lateness> LATENESS = FeatureView.of(
                    "lateness", Day.class, Lateness.class, Lateness::of)
            .entity("origin")
            .eventTime("day")
            .created("made")
            .ttl(Duration.ofDays(30))
            .build();

    @Test
    void featuresAreJoinedWithLabels() throws Exception {
        StagedFiles staging = new StagedFiles("lateness", Files.createDirectory(folder.resolve("out")), null);
        try (DuckDb duckDb = DuckDb.open()) {
            Path days = Files.createDirectory(folder.resolve("in"));
            duckDb.view(Versions.query("days", 1, days, """
                    SELECT 'JFK' AS origin, TIMESTAMP '2001-05-01' AS day, TIMESTAMP '2001-05-02' AS made, 10 AS flights, 3 AS late"""));
            LATENESS.materialize(duckDb, "days", staging);
            duckDb.view("lateness", staging);
            duckDb.run(
                    "CREATE TABLE labels AS SELECT 'JFK' AS origin, TIMESTAMP '2001-05-03' AS seen, true AS was_late");

            assertThat(duckDb.rows(LATENESS.history("labels", "seen", "lateness"))
                            .toString())
                    .isEqualTo("[{origin=JFK, seen=2001-05-03T00:00, was_late=true, rate=0.3}]");
        }
    }
}
