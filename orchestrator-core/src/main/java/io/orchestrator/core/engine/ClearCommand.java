package io.orchestrator.core.engine;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.params.Fault;
import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.ParamsSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Clears task instances of one run or of many. What a dry run lists is exactly what is cleared then. */
final class ClearCommand {

    /** So many runs are cleared at once: all of them are read and written in one turn. */
    private static final int MOST_RUNS = 1_000;

    private final EngineMemory memory;
    private final Consumer<Request<?>> again;

    /** @param again takes a request that has to be handled once more */
    ClearCommand(EngineMemory memory, Consumer<Request<?>> again) {
        this.memory = memory;
        this.again = again;
    }

    /**
     * A run with what is to be cleared of it.
     *
     * @param seen the run as it will be: on the version that it goes on with
     */
    private record Part(RunState run, RunState seen, Set<Integer> numbers) {
        Stream<TaskInstance> instances() {
            return numbers.stream().map(seen::instance);
        }
    }

    void clear(Turn turn, Request<List<TaskInstance>> request, Command.Clear ask) {
        List<RunState> runs = runs(ask.dagId(), ask.what());
        List<Part> parts = new ArrayList<>();
        for (RunState run : runs) {
            RunState seen = ask.newestVersion() ? NewRuns.moveToNewest(turn, run, true) : run;
            parts.add(new Part(run, seen, Selected.in(seen, ask.what())));
        }
        checkTasks(parts, ask.what());
        List<TaskInstance> cleared = parts.stream().flatMap(Part::instances).toList();
        if (ask.preventRunning()) {
            checkNoneRuns(cleared);
        }
        JsonNode params = ask.params() == null ? null : params(parts, ask.params());
        if (ask.dryRun() || cleared.isEmpty()) {
            turn.answer(request, cleared);
            return;
        }
        parts.removeIf(part -> part.numbers().isEmpty());
        parts.forEach(part -> clear(turn, ask, part, params));
        Set<Long> keys = parts.stream().map(part -> part.run().run().runKey()).collect(Collectors.toSet());
        turn.answer(request, keys, () -> cleared, again::accept);
    }

    private void clear(Turn turn, Command.Clear ask, Part part, @Nullable JsonNode params) {
        RunState run = ask.newestVersion() ? NewRuns.moveToNewest(turn, part.run(), false) : part.run();
        List<TaskInstance> before = part.instances().toList();
        if (params != null && !params.equals(run.run().params())) {
            turn.auditDetail(
                    run, ask.actor(), "run.edit_params", change(run.run().params(), params));
        }
        turn.decide(run, new RunEvent.Clear(part.numbers(), ask.actor(), params, null));
        before.forEach(instance -> turn.audit(run, ask.actor(), "task.clear", instance.taskId()));
    }

    private static JsonNode change(JsonNode from, JsonNode to) {
        return JsonNodeFactory.instance.objectNode().set("from", from).set("to", to);
    }

    private List<RunState> runs(String dagId, Selection what) {
        String runId = what.runId();
        if (runId == null) {
            return runs(dagId, what.from(), what.until());
        }
        RunState run = memory.ownedRun(dagId, runId);
        if (!what.past() && !what.future()) {
            return List.of(run);
        }
        Instant date = run.run().logicalDate();
        if (date == null) {
            throw invalid("run " + runId + " has no logical date, so there are no runs before or after it: "
                    + "clear it without past and future");
        }
        return runs(dagId, what.past() ? null : date, what.future() ? null : date);
    }

    private List<RunState> runs(String dagId, @Nullable Instant from, @Nullable Instant until) {
        List<Long> keys = memory.store.runKeys(dagId, from, until, MOST_RUNS + 1);
        if (keys.size() > MOST_RUNS) {
            throw invalid("more than " + MOST_RUNS + " runs would be cleared at once: choose nearer dates");
        }
        return memory.runs(keys);
    }

    private static void checkTasks(List<Part> parts, Selection what) {
        for (Selection.Item item : what.items()) {
            boolean known = parts.stream().anyMatch(part -> isThere(part.seen(), item));
            if (!known && !parts.isEmpty()) {
                DagRun run = parts.getLast().seen().run();
                String where = "DAG " + run.dagId() + ", version " + run.version();
                throw new CommandRefused(
                        CommandRefused.Kind.NOT_FOUND,
                        parts.getLast().seen().graph().find(item.taskId()).isEmpty()
                                ? where + ", has no task \"" + item.taskId() + "\""
                                : "task " + item.taskId() + " has no map index " + item.mapIndex() + " in run "
                                        + run.runId());
            }
        }
    }

    private static boolean isThere(RunState run, Selection.Item item) {
        TaskGraph graph = run.graph();
        return graph.find(item.taskId()).isPresent()
                && (item.mapIndex() == null || run.numberOf(graph.indexOf(item.taskId()), item.mapIndex()) >= 0);
    }

    private static void checkNoneRuns(List<TaskInstance> cleared) {
        cleared.stream()
                .filter(instance -> instance.state() == TaskState.RUNNING)
                .findFirst()
                .ifPresent(running -> {
                    throw new CommandRefused(
                            CommandRefused.Kind.CONFLICT,
                            "task " + running.taskId()
                                    + " is running: nothing is cleared; wait, or allow it to be stopped");
                });
    }

    private static JsonNode params(List<Part> parts, JsonNode given) {
        if (parts.size() != 1) {
            throw invalid("params can be edited of one run at a time, not of " + parts.size());
        }
        ParamsSpec spec = parts.getFirst().seen().graph().definition().params();
        if (spec == null) {
            return given;
        }
        return switch (RunParams.of(spec, given)) {
            case RunParams.Accepted accepted -> accepted.values();
            case RunParams.Refused refused ->
                throw invalid("the params are not allowed: "
                        + refused.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
        };
    }

    private static CommandRefused invalid(String why) {
        return new CommandRefused(CommandRefused.Kind.INVALID, why);
    }
}
