package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DagTestTest {

    public record Flights(List<Integer> delays) {}

    public record Summary(int count, double mean) {}

    static Flights ingest(TaskContext context) {
        context.log().log(System.Logger.Level.INFO, "ingesting");
        return new Flights(List.of(1, 2, (int) context.params().integer("last", 3)));
    }

    static Summary summarize(Flights flights) {
        return new Summary(
                flights.delays().size(),
                flights.delays().stream().mapToInt(i -> i).average().orElse(0));
    }

    static String flaky(TaskContext context) {
        if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
        }
        return "done at attempt " + context.attempt();
    }

    private static Dag pipeline() {
        return Dag.define("pipeline", dag -> {
            Task<Flights> flights = dag.task("ingest", DagTestTest::ingest);
            dag.task("summarize", DagTestTest::summarize, flights);
        });
    }

    static String reads(Connection warehouse, String region) {
        return warehouse.host() + " " + region;
    }

    @Test
    void aTestGivesConnectionsAndVariables() {
        Dag dag = Dag.define(
                "given", d -> d.task("reads", DagTestTest::reads, d.connection("warehouse"), d.variable("region")));
        Connection warehouse = new Connection("warehouse", "postgres", "db", 5432, null, null, null, Map.of());

        TestRun run =
                DagTest.of(dag).connection(warehouse).variable("region", "eu").run();

        assertThat(run.task("reads").output(String.class)).isEqualTo("db eu");
        assertThatThrownBy(() -> DagTest.of(dag).connection(warehouse).run())
                .hasMessageContaining("region")
                .hasMessageContaining("which the test does not give");
    }

    @Test
    void aDagRunsToItsEndAndItsOutputsCanBeRead() {
        TestRun run = DagTest.of(pipeline()).param("last", 6).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("summarize").output(Summary.class)).isEqualTo(new Summary(3, 3.0));
        assertThat(run.task("ingest").log()).containsExactly("INFO ingesting");
    }

    @Test
    void retriesWaitOnTheVirtualClockOnly() {
        Dag dag = Dag.define(
                "retrying", d -> d.task("flaky", DagTestTest::flaky).retries(2).retryDelay(Duration.ofMinutes(30)));

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("flaky").tries()).isEqualTo(3);
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void aFailureTellsItsReasonAndWhatFollowsDoesNotRun() {
        Dag dag = Dag.define("failing", d -> {
            Task<String> broken = d.task("broken", DagTestTest::flaky);
            d.task("after", (String text) -> text.length(), broken);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.task("broken").failure())
                .hasValueSatisfying(why -> assertThat(why).contains("not yet"));
        assertThat(run.task("after").state()).isEqualTo("upstream_failed");
    }
}
