package io.orchestrator.core.conformance;

import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run of one sensor, moved by the production decider, whose worker finds what a case says. */
final class SensorRun {

    private static final String ID = "sensor";
    private static final Instant START = DrivenRows.NOW;

    private final GraphOf graph = new GraphOf().add(ID);
    private final boolean mapped;
    private DrivenRun run;
    private int number;

    SensorRun(JsonNode json) {
        this(
                json,
                seconds(json.path("poke_interval_s").asDouble(60)),
                seconds(json.path("retry_delay_s").asDouble(300)));
    }

    SensorRun(JsonNode json, Duration interval, Duration retryDelay) {
        PokeSpec poke = new PokeSpec(
                interval,
                false,
                null,
                seconds(json.path("timeout_s").asDouble(604_800)),
                json.path("soft_fail").asBoolean(false),
                json.path("never_fail").asBoolean(false),
                json.path("silent_fail").asBoolean(false));
        graph.retries(ID, json.path("retries").asInt(0), retryDelay);
        graph.control(ID, control -> control.poking(poke));
        this.mapped = json.path("mapped").asBoolean(false);
        if (mapped) {
            graph.map(ID, new MapSpec.Values(GraphOf.numbers(1)));
        }
        this.run = DrivenRun.started(graph);
        this.number = run.number(mapped ? ID + "[0]" : ID);
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** So long after the start. */
    void at(Duration since) {
        run.at(START.plus(since));
    }

    TaskInstance instance() {
        return run.state().instance(number);
    }

    String state() {
        return instance().state().key();
    }

    /** A state, where one that is ready to start has none. */
    String stateOrNone() {
        return Objects.requireNonNullElse(CaseWords.text(instance().state()), "none");
    }

    int records() {
        return SensorsTopic.records(instance());
    }

    /** What is due by now goes on. */
    void due() {
        if (instance().state().isWaiting()) {
            run.decide(new RunEvent.WaitOver(number));
        } else if (instance().state() == TaskState.UP_FOR_RETRY) {
            run.at(Objects.requireNonNull(instance().retryAt())).decide(new RunEvent.RetryDue(number));
        } else {
            run.look();
        }
    }

    boolean mayStart() {
        return instance().state() == TaskState.SCHEDULED;
    }

    /** A worker begins to look. */
    void begin() {
        if (instance().state() == TaskState.UP_FOR_RETRY) {
            run.decide(new RunEvent.RetryDue(number));
        } else if (instance().state().isWaiting()) {
            run.decide(new RunEvent.WaitOver(number));
        }
        run.handOver(number);
        report(Report.Started::new);
    }

    void looked(boolean found) {
        if (found) {
            found(null);
        } else {
            report(id -> new Report.NotYet(id, null, null));
        }
    }

    void found(@Nullable JsonNode value) {
        report(id -> new Report.Succeeded(id, value));
    }

    void raises(String what) {
        if (what.startsWith("reschedule at ")) {
            Instant at = START.plus(seconds(Double.parseDouble(what.substring("reschedule at ".length()))));
            report(id -> new Report.NotYet(id, Report.When.at(at), null));
            return;
        }
        report(id -> switch (what) {
            case "ordinary error" -> failed(id, Report.Failure.Kind.EXCEPTION, true);
            case "task timeout" -> failed(id, Report.Failure.Kind.TIMEOUT, true);
            // What a look says is final, whether it calls that a timeout or a failure.
            case "sensor timeout", "final failure" -> failed(id, Report.Failure.Kind.EXCEPTION, false);
            case "skip" -> new Report.Skipped(id, "nothing to do");
            default -> throw new AssertionError("what is raised is not known: " + what);
        });
    }

    private static Report failed(UUID id, Report.Failure.Kind kind, boolean retryable) {
        return new Report.Failed(id, new Report.Failure(kind, "it failed", null), retryable);
    }

    void report(Function<UUID, Report> report) {
        run.decide(new RunEvent.Reported(
                report.apply(Objects.requireNonNull(instance().attemptId()))));
    }

    void clear() {
        run.decide(new RunEvent.Clear(Set.of(number), "somebody"));
    }

    /** Begins anew with the sensor in a state, waiting until so much later. */
    void waiting(String state, Duration until) {
        run = DrivenRun.in(graph, Map.of(ID, List.of(state)));
        number = run.number(mapped ? ID + "[0]" : ID);
        Waiting waiting = instance().waiting();
        if (waiting != null) {
            run = run.with(number, instance().keeping(new Waiting(START, START, 1, START.plus(until), null, null)));
        }
    }

    /** When it looks again, since the start. */
    Duration next() {
        return since(SensorsTopic.until(instance()));
    }

    Duration startedAt() {
        return since(instance().startedAt());
    }

    /** When it ended, or else its last attempt. */
    Duration endedAt() {
        Instant ended = instance().endedAt();
        return since(ended != null ? ended : run.ended().getLast().endedAt());
    }

    private static Duration since(@Nullable Instant at) {
        return Duration.between(START, Objects.requireNonNull(at));
    }
}
