package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.scheduled;
import static io.orchestrator.core.engine.EngineBench.task;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillPlan.Omission;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The production loop with DAGs that are backfilled. It is 2026, and there is no worker unless a test registers one. */
public final class BackfillBench {

    private final EngineBench bench = new EngineBench();

    /** Schedules that fire at midnight are not due. */
    public BackfillBench() {
        bench.clock.advance(Duration.ofMinutes(90));
        bench.turn();
    }

    EngineBench engine() {
        return bench;
    }

    public Instant now() {
        return bench.clock.instant();
    }

    /** A DAG with one task for each of these ids. */
    public DagGraph graph(String dagId, String cron, int maxActiveRuns, boolean dependsOnPast) {
        return scheduled(
                dagId,
                new ScheduleSpec.Cron(cron, "UTC", ScheduleSpec.Gap.RUN_AT_GAP_END, ScheduleSpec.Overlap.FIRST),
                Catchup.NONE,
                null,
                maxActiveRuns,
                dependsOnPast ? RunBeforeTest.dependent(task("a", 0), false) : task("a", 0));
    }

    public void deploy(DagGraph... graphs) {
        bench.deploy(graphs);
    }

    /** A run by hand that is in that state. */
    public void run(String dagId, @Nullable Instant date, DagRunState state) {
        if (state == DagRunState.QUEUED) {
            pause(dagId, true);
        }
        DagRun run = bench.ask(new Command.Trigger(
                        dagId,
                        date == null ? "by_hand_" + bench.store.runs().size() : null,
                        RunType.MANUAL,
                        date,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"))
                .run();
        if (state.isFinal()) {
            end(run, state);
        }
    }

    public void end(DagRun run, DagRunState state) {
        bench.ask(new Command.MarkRun(run.dagId(), run.runId(), state, "anna"));
    }

    public void pause(String dagId, boolean paused) {
        bench.ask(new Command.Pause(dagId, paused, "anna"));
    }

    public static Command.StartBackfill of(String dagId, Instant from, Instant to) {
        return new Command.StartBackfill(
                dagId, from, to, Reprocess.NONE, false, true, 10, JsonNodeFactory.instance.objectNode(), false, "anna");
    }

    public static Command.StartBackfill with(
            Command.StartBackfill ask, Reprocess reprocess, boolean backwards, int maxActiveRuns, JsonNode params) {
        return new Command.StartBackfill(
                ask.dagId(),
                ask.from(),
                ask.to(),
                reprocess,
                backwards,
                ask.newestVersion(),
                maxActiveRuns,
                params,
                false,
                "anna");
    }

    public static Command.StartBackfill dry(Command.StartBackfill ask) {
        return new Command.StartBackfill(
                ask.dagId(),
                ask.from(),
                ask.to(),
                ask.reprocess(),
                ask.backwards(),
                ask.newestVersion(),
                ask.maxActiveRuns(),
                ask.params(),
                true,
                "anna");
    }

    public Command.Backfilled ask(Command.StartBackfill ask) {
        return bench.ask(ask);
    }

    public Backfill start(Command.StartBackfill ask) {
        return Objects.requireNonNull(ask(ask).backfill());
    }

    /** @throws CommandRefused if it cannot be moved so */
    public Backfill move(Backfill backfill, Command.MoveBackfill.To to) {
        return bench.ask(new Command.MoveBackfill(backfill.dagId(), backfill.id(), to, "anna"));
    }

    public Backfill stored(long id) {
        return bench.store.backfill(id).orElseThrow();
    }

    public List<Omission> leftOut(Backfill backfill) {
        return bench.store.leftOut(backfill.id());
    }

    public List<DagRun> runs() {
        return bench.store.runs();
    }

    public List<DagRun> runs(Backfill backfill) {
        return bench.store.runs().stream()
                .filter(run -> Objects.equals(run.backfillId(), backfill.id()))
                .toList();
    }

    public void look() {
        bench.turn();
    }

    void passes(Duration time) {
        bench.passes(time);
    }
}
