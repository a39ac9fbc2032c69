package io.orchestrator.dags.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.dags.flights.AiPipeline.CleanFlights;
import io.orchestrator.dags.flights.AiPipeline.Evaluation;
import io.orchestrator.dags.flights.AiPipeline.Faults;
import io.orchestrator.dags.flights.AiPipeline.Features;
import io.orchestrator.dags.flights.AiPipeline.Learned;
import io.orchestrator.dags.flights.AiPipeline.RawFlights;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.fakes.FakeContext;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.TaskDefinition;
import io.orchestrator.testkit.DagTest;
import io.orchestrator.testkit.TestRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AiPipelineTest {

    @TempDir
    Path work;

    @Test
    void fiveTasksFollowEachOtherEachDay() {
        Dag dag = new AiPipeline().dag();

        assertThat(dag.tasks())
                .extracting(TaskDefinition::id)
                .containsExactly("ingest", "validate", "transform", "train", "evaluate");
        assertThat(dag.tasks().getLast().inputs()).containsExactly("transform", "train");
        assertThat(dag.catchup()).isEqualTo(Catchup.LATEST);
        assertThat(dag.startDate()).isNotNull();
    }

    @Test
    void theRealFlightsGiveAModelThatBeatsTheBaselineOnUnseenMonths() {
        TestRun run = DagTest.of(new AiPipeline().dag())
                .param("work", work.toString())
                .run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("ingest").output(RawFlights.class).rows()).isEqualTo(599_999);

        CleanFlights clean = run.task("validate").output(CleanFlights.class);
        assertThat(clean.faults()).isEqualTo(new Faults(7, 59));
        assertThat(clean.rows()).isEqualTo(599_933);
        assertThat(run.task("validate").log()).anyMatch(line -> line.contains("7 exact duplicates, taken out"));

        Features features = run.task("transform").output(Features.class);
        assertThat(features.trainRows() + features.testRows()).isEqualTo(clean.rows());
        assertThat(features.lateRate()).isBetween(0.21, 0.22);
        assertThat(run.task("train").output(Learned.class).rows()).isEqualTo(features.trainRows());

        assertThat(run.version(AiPipeline.MODEL).meta()).containsEntry("framework", "tribuo");

        Evaluation evaluation = run.task("evaluate").output(Evaluation.class);
        assertThat(evaluation.rows()).isEqualTo(features.testRows());
        assertThat(evaluation.baselineAuc()).isBetween(0.62, 0.65);
        assertThat(evaluation.modelAuc())
                .isGreaterThan(evaluation.baselineAuc())
                .isLessThan(0.70);
        assertThat(evaluation.modelLogLoss())
                .isLessThan(evaluation.baselineLogLoss())
                .isLessThan(evaluation.constantLogLoss());
        assertThat(run.task("evaluate").log()).anyMatch(line -> line.contains("logistic regression    AUC 0.6"));
    }

    @Test
    void nothingOfTheTestMonthsLeaksIntoTheFeatures() throws Exception {
        Path clean = work.resolve("clean.parquet");
        Path changed = work.resolve("changed.parquet");
        try (DuckDb duckDb = DuckDb.open()) {
            Validate.load(duckDb, Ingest.run(context("ingest")).files());
            AttemptFolder.write(duckDb, "SELECT * FROM flights", clean);
            duckDb.run("UPDATE flights SET delay = 700 - delay WHERE month(\"date\") > 3");
            AttemptFolder.write(duckDb, "SELECT * FROM flights", changed);
        }

        Features before = transform(clean, "before");
        Features after = transform(changed, "after");

        assertThat(differences(before.trainFile(), after.trainFile(), "late")).isZero();
        assertThat(differences(before.testFile(), after.testFile(), "late")).isPositive();
        for (String column : FeatureRows.NAMES) {
            assertThat(differences(before.trainFile(), after.trainFile(), column))
                    .isZero();
            assertThat(differences(before.testFile(), after.testFile(), column)).isZero();
        }
        assertThat(after.lateRate()).isEqualTo(before.lateRate());
    }

    @Test
    void aRepeatedAttemptWritesElsewhereAndTheSame() throws Exception {
        RawFlights first = Ingest.run(context("ingest"));
        RawFlights second = Ingest.run(context("ingest"));

        assertThat(second.files()).doesNotContainAnyElementsOf(first.files());
        CleanFlights one = Validate.run(context("validate"), first);
        CleanFlights other = Validate.run(context("validate"), second);
        assertThat(Path.of(other.file())).hasSameBinaryContentAs(Path.of(one.file()));
    }

    @Test
    void faultsThatThePipelineDoesNotMendStopTheRun() throws Exception {
        Path file = work.resolve("flights.parquet");
        try (DuckDb duckDb = DuckDb.open()) {
            AttemptFolder.write(
                    duckDb,
                    "SELECT TIMESTAMP '2001-02-03 04:05:00' AS \"date\", 5 AS delay, 100 AS distance, 'AAA' AS origin, 'AAA' AS destination",
                    file);
        }

        assertThatThrownBy(() -> Validate.run(context("validate"), new RawFlights(List.of(file.toString()), 1)))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("1 flights are wrong");
        assertThatThrownBy(() -> Validate.run(context("validate"), new RawFlights(List.of(file.toString()), 2)))
                .hasMessageContaining("2 flights were ingested, 1 arrived");
    }

    @Test
    void tooManyFaultyFlightsStopTheRun() {
        Validate.Report report = new Validate.Report(1000, 0, 0, 0, 0, 5, 5, -100, 900, 1);

        assertThat(report.faults()).isEqualTo(new Faults(1, 10));
        assertThatThrownBy(() -> report.requireBearable(1000)).hasMessageContaining("more than 1 percent of 1000");
    }

    @Test
    void aWorkFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(work.resolve("a file"), "");

        assertThatThrownBy(() -> AttemptFolder.of(context(file, "ingest")))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("parameter 'work'");
    }

    private Features transform(Path clean, String folder) throws Exception {
        Path target = Files.createDirectory(work.resolve(folder));
        try (DuckDb duckDb = DuckDb.open()) {
            return Transform.transform(duckDb, clean, target);
        }
    }

    /** Rows in which two files differ, by more than what adding up doubles in another order does. */
    private long differences(String one, String other, String column) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            return duckDb.count("""
                    SELECT count(*) FROM %1$s a POSITIONAL JOIN %2$s b
                     WHERE a.%3$s IS NULL OR b.%3$s IS NULL OR abs(a.%3$s - b.%3$s) > 1e-9
                    """.formatted(Sql.text(one), Sql.text(other), column));
        }
    }

    private FakeContext context(String taskId) {
        return context(work, taskId);
    }

    private static FakeContext context(Path work, String taskId) {
        return FakeContext.of(taskId, Map.of("work", work.toString()));
    }
}
