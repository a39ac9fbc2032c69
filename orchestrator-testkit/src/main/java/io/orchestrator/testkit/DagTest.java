package io.orchestrator.testkit;

import io.orchestrator.protocol.Json;
import io.orchestrator.sdk.Dag;
import java.time.Instant;
import java.util.LinkedHashMap;
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

    private final Dag dag;
    private final Map<String, Object> params = new LinkedHashMap<>();
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
        ObjectNode conf = Json.MAPPER.valueToTree(params);
        return new TestEngine(dag, start).run(conf, logicalDate);
    }
}
