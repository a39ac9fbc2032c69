package io.orchestrator.dags;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.bundle.BundleSettings;
import io.orchestrator.core.bundle.DescribeBundle;
import io.orchestrator.core.bundle.DescribeOutcome;
import io.orchestrator.core.bundle.DescribeOutcome.Described;
import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.schedule.ScheduleCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundle as the build leaves it in the drop-box. */
class ExampleBundleIT {

    @Test
    void theBuiltBundleIsDescribedByTheRunnerAndPassesTheServersCheck() throws Exception {
        Path folder = Path.of(System.getProperty("bundle.folder"));
        BundleSettings settings = new BundleSettings(
                List.of(),
                Path.of(System.getProperty("runner.jar")),
                256,
                Duration.ofSeconds(60),
                Duration.ofSeconds(1));

        DescribeOutcome outcome = new DescribeBundle(settings).describe(jars(folder), jars(folder.resolve("lib")));

        assertThat(outcome).isInstanceOfSatisfying(Described.class, described -> {
            assertThat(described.description().errors()).isEmpty();
            assertThat(described.description().dags())
                    .extracting(dag -> dag.graph().dagId())
                    .containsExactlyInAnyOrder(
                            "ai_pipeline",
                            "retry_demo",
                            "fan_out",
                            "failing_demo",
                            "count_primes",
                            "orders_report",
                            "market_close",
                            "workday_report",
                            "flights_arrive",
                            "flights_features",
                            "flights_train",
                            "flights_drift",
                            "flights_guess",
                            "fraud_payments",
                            "fraud_slices",
                            "fraud_batch");
            DagCheck check = new DagCheck(ScheduleCheck::faults);
            assertThat(described.description().dags())
                    .allSatisfy(dag -> assertThat(check.check(dag.graph())).isEmpty());
        });
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
