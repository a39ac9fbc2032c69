package io.orchestrator.testkit;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.Json;
import io.orchestrator.runner.DagGraphs;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of a DAG in this JVM, for unit tests: the engine's own decider and loop drive it, tasks are called one after the other,
 * and waiting (a retry's delay) takes no time.
 *
 * <pre>{@code
 * TestRun run = DagTest.of(new AiPipeline().dag()).param("rows", 100).run();
 * assertEquals("success", run.state());
 * }</pre>
 */
public final class DagTest {

    private static final Duration PATIENCE = Duration.ofDays(366);
    private static final int SLOTS = 64;

    private final Dag dag;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final TestData data = new TestData();
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable Instant logicalDate;

    private DagTest(Dag dag) {
        this.dag = dag;
    }

    public static DagTest of(Dag dag) {
        return new DagTest(dag);
    }

    /** Gives the run a parameter. */
    public DagTest param(String name, Object value) {
        params.put(name, value);
        return this;
    }

    /** Gives the run all its parameters at once, as the record that the DAG declares. */
    public DagTest params(Record all) {
        Json.MAPPER.valueToTree(all).propertyStream().forEach(field -> params.put(field.getKey(), field.getValue()));
        return this;
    }

    /** What tasks get that take this connection. */
    public DagTest connection(Connection connection) {
        connections.put(connection.id(), connection);
        return this;
    }

    /** What tasks get that take this variable; JSON, if they take it as an object. */
    public DagTest variable(String key, String value) {
        variables.put(key, value);
        return this;
    }

    /**
     * A version of a dataset that is there before the run; a second call makes the next version.
     *
     * @param files which are copied
     */
    public DagTest dataset(Dataset dataset, Path... files) {
        data.seed(dataset, List.of(files));
        return this;
    }

    /**
     * A version of a dataset that is there before the run, with all that was said of it: one that another test has published. A
     * second call makes the next version.
     */
    public DagTest dataset(Dataset dataset, DatasetVersion version) {
        data.seed(dataset, version);
        return this;
    }

    /** Gives the run a logical date; without one it has none, as a run that is triggered by hand. */
    public DagTest logicalDate(Instant date) {
        logicalDate = date;
        return this;
    }

    /** When the virtual clock starts; 2026-01-01T00:00:00Z unless told. */
    public DagTest startingAt(Instant instant) {
        start = instant;
        return this;
    }

    /** Runs the DAG to its end. */
    public TestRun run() {
        CodeCalls code = new CodeCalls(data);
        connections.values().forEach(code::give);
        variables.forEach(code::give);
        code.take(dag);
        Cluster cluster = new Cluster(start, 1, code);
        code.read(cluster.store().datasets());
        data.publish(cluster.store().datasets(), start);
        cluster.deploy(List.of(Cluster.withoutSchedule(DagGraphs.of(dag))));
        WorkerNeeds needs = WorkerNeeds.of(List.of(dag));
        cluster.startWorkers(1, needs.queues(), needs.capabilities(), SLOTS);
        DagRun run = cluster.ask(trigger()).run();
        cluster.settle();
        while (!stored(cluster, run).state().isFinal()) {
            if (cluster.now().isAfter(start.plus(PATIENCE))) {
                throw new AssertionError(
                        "the run of " + dag.id() + " has not ended after " + PATIENCE.toDays() + " days");
            }
            cluster.advanceToNext();
        }
        return new Results(cluster.store(), code).of(dag, stored(cluster, run), Duration.between(start, cluster.now()));
    }

    private Command.Trigger trigger() {
        ObjectNode conf = Json.MAPPER.valueToTree(params);
        return new Command.Trigger(
                dag.id(), null, RunType.MANUAL, logicalDate, logicalDate, logicalDate, conf, null, "test");
    }

    private static DagRun stored(Cluster cluster, DagRun run) {
        return cluster.store().findRun(run.dagId(), run.runId()).orElseThrow();
    }
}
