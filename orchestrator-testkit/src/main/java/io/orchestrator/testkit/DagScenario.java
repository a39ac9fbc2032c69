package io.orchestrator.testkit;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.Json;
import io.orchestrator.runner.DagGraphs;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * DAGs in virtual time, for unit tests of what happens around tasks: the engine's own decider and loop run them by their
 * schedules and by hand, and tasks do what the test says instead of calling their code. {@link DagTest} is the simpler one for
 * what the code does.
 *
 * <pre>{@code
 * try (DagScenario pipeline = DagScenario.of(new AiPipeline().dag()).withoutSchedule()) {
 *     pipeline.task("train").takes(Duration.ofHours(2)).failsOnce("out of memory").workerDies();
 *     ScenarioRun run = pipeline.trigger().finish();
 *     assertEquals("success", run.state());
 *     assertEquals(3, run.task("train").attempts());
 * }
 * }</pre>
 *
 * <p>Time stands still but in {@link #advance} and {@link ScenarioRun#finish}; whatever takes no time has happened when a method
 * returns. A year of an hourly schedule takes seconds. The same seed gives the same history, to the last line.
 *
 * <p>A script that is wrong is an error: a task that there is not, a value that it cannot return, and, when the scenario is
 * closed, whatever was never used.
 */
public final class DagScenario implements AutoCloseable {

    static final String PERSON = "test";

    private final Script script = new Script();
    private final Dag first;
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private long seed = 1;
    private int workers = 1;
    private int slots = 64;
    private boolean scheduled = true;
    private int byHand;
    private @Nullable Cluster cluster;

    private DagScenario(Dag first) {
        this.first = first;
    }

    /**
     * @param dag what methods without a DAG id are about
     * @param others which are there too
     */
    public static DagScenario of(Dag dag, Dag... others) {
        DagScenario scenario = new DagScenario(dag);
        scenario.script.take(dag);
        for (Dag other : others) {
            scenario.script.take(other);
        }
        return scenario;
    }

    /** When the virtual clock starts and the DAGs are deployed; 2026-01-01T00:00:00Z unless told. */
    public DagScenario startingAt(Instant instant) {
        requireNotBegun("startingAt");
        start = instant;
        return this;
    }

    /** Another seed gives another order of what happens at the same instant, and other random faults; 1 unless told. */
    public DagScenario seed(long value) {
        requireNotBegun("seed");
        seed = value;
        return this;
    }

    /** How many workers there are, and how many attempts each runs at once; one worker with 64 slots unless told. */
    public DagScenario workers(int count, int slotsOfEach) {
        requireNotBegun("workers");
        workers = count;
        slots = slotsOfEach;
        return this;
    }

    /** The schedules start nothing: there are only the runs that the test starts. */
    public DagScenario withoutSchedule() {
        requireNotBegun("withoutSchedule");
        scheduled = false;
        return this;
    }

    /** All tasks call their code, unless their scripts say otherwise. */
    public DagScenario callingCode() {
        script.callCode();
        return this;
    }

    /** What tasks get that take this connection, if they call their code. */
    public DagScenario connection(Connection connection) {
        script.code().give(connection);
        return this;
    }

    /** Workers and servers die and replies are lost, at random, as often as every run survives. */
    public DagScenario withRandomFaults() {
        requireNotBegun("withRandomFaults");
        script.breakThings(new Random(~seed));
        return this;
    }

    private void requireNotBegun(String what) {
        if (cluster != null) {
            throw new IllegalStateException(what + "(...) comes before the first run and before time passes");
        }
    }

    /**
     * What a task does.
     *
     * @throws IllegalArgumentException if the DAG has no such task
     */
    public TaskScript task(String taskId) {
        return script.of(first.id(), taskId);
    }

    /**
     * What a task of another DAG does.
     *
     * @throws IllegalArgumentException if there is no such task
     */
    public TaskScript task(String dagId, String taskId) {
        return script.of(dagId, taskId);
    }

    /** Creates a pool, or sets how many slots it has. */
    public DagScenario pool(String name, int slotsOfIt) {
        ask(new Command.PutPool(new Pool(name, slotsOfIt, null, false), PERSON));
        return this;
    }

    /** Starts a run by hand. */
    public ScenarioRun trigger() {
        return trigger(first.id(), Map.of(), null);
    }

    /** Starts a run by hand, with all the params that the DAG declares. */
    public ScenarioRun trigger(Record params) {
        return trigger(first.id(), params, null);
    }

    /** Starts a run by hand, with params. */
    public ScenarioRun trigger(Map<String, ?> params) {
        return trigger(first.id(), params, null);
    }

    /** Starts a run by hand of a logical date. */
    public ScenarioRun trigger(Instant logicalDate) {
        return trigger(first.id(), Map.of(), logicalDate);
    }

    /** Starts a run of another DAG by hand. */
    public ScenarioRun trigger(String dagId) {
        return trigger(script.dag(dagId).id(), Map.of(), null);
    }

    private ScenarioRun trigger(String dagId, Object params, @Nullable Instant logicalDate) {
        JsonNode given = Json.MAPPER.valueToTree(params);
        DagRun run = ask(new Command.Trigger(
                        dagId,
                        logicalDate == null ? "manual_" + ++byHand : null,
                        RunType.MANUAL,
                        logicalDate,
                        null,
                        null,
                        given,
                        null,
                        PERSON))
                .run();
        return new ScenarioRun(this, dagId, run.runId());
    }

    /** Lets time pass. */
    public DagScenario advance(Duration time) {
        return advanceTo(now().plus(time));
    }

    /** Lets time pass until then. */
    public DagScenario advanceTo(Instant instant) {
        cluster().advanceTo(instant);
        return this;
    }

    /** What the virtual clock shows. */
    public Instant now() {
        return cluster().now();
    }

    /** All runs of the DAG, by hand and by the schedule, in the order in which they were created. */
    public List<ScenarioRun> runs() {
        return runs(first.id());
    }

    /** All runs of another DAG. */
    public List<ScenarioRun> runs(String dagId) {
        String id = script.dag(dagId).id();
        return cluster().store().runs().stream()
                .filter(run -> run.dagId().equals(id))
                .map(run -> new ScenarioRun(this, id, run.runId()))
                .toList();
    }

    /**
     * The run of a logical date.
     *
     * @throws AssertionError if there is none
     */
    public ScenarioRun run(Instant logicalDate) {
        return cluster()
                .store()
                .findRun(first.id(), logicalDate)
                .map(run -> new ScenarioRun(this, run.dagId(), run.runId()))
                .orElseThrow(() -> new AssertionError("DAG " + first.id() + " has no run of " + logicalDate + ", only "
                        + runs().stream().map(ScenarioRun::id).toList()));
    }

    /** Pauses the DAG: its schedule creates nothing, and queued runs wait. */
    public DagScenario pause() {
        ask(new Command.Pause(first.id(), true, PERSON));
        return this;
    }

    /** Ends the pause. */
    public DagScenario unpause() {
        ask(new Command.Pause(first.id(), false, PERSON));
        return this;
    }

    /** Another version of a DAG is deployed; runs that are there keep theirs, and call the newest code of their tasks. */
    public DagScenario deploy(Dag newer) {
        script.dag(newer.id());
        Cluster running = cluster();
        script.take(newer);
        deployAll(running);
        running.settle();
        return this;
    }

    /** A worker is killed with everything that it runs; another one starts, and has its attempts when the lease ends, 30 s later. */
    public DagScenario workerDies() {
        Cluster running = cluster();
        running.killWorker(running.anyWorker());
        running.settle();
        return this;
    }

    /** The server is killed; another one takes over 8 s later. */
    public DagScenario serverDies() {
        cluster().killServer();
        return this;
    }

    /** What has happened, line by line, for people. */
    public List<String> history() {
        return cluster().history();
    }

    /**
     * Ends the scenario.
     *
     * @throws AssertionError if something of the script was never used
     */
    @Override
    public void close() {
        List<String> unused = script.unused();
        if (!unused.isEmpty()) {
            throw new AssertionError(String.join("; ", unused) + ". Let more happen, or take it out of the script");
        }
    }

    Results results() {
        return new Results(cluster().store(), script.code());
    }

    Dag dag(String dagId) {
        return script.dag(dagId);
    }

    <R> R ask(Command<R> command) {
        Cluster running = cluster();
        R answer = running.ask(command);
        running.settle();
        return answer;
    }

    Cluster cluster() {
        Cluster running = cluster;
        if (running == null) {
            running = new Cluster(start, seed, script);
            cluster = running;
            script.code().read(running.store().datasets());
            deployAll(running);
            WorkerNeeds needs = WorkerNeeds.of(script.dags());
            running.startWorkers(workers, needs.queues(), needs.capabilities(), slots);
            running.settle();
        }
        return running;
    }

    private void deployAll(Cluster running) {
        script.dags().forEach(running::know);
        running.deploy(script.dags().stream()
                .map(DagGraphs::of)
                .map(graph -> scheduled ? graph : Cluster.withoutSchedule(graph))
                .toList());
    }
}
