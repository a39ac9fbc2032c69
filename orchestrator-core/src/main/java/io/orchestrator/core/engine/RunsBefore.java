package io.orchestrator.core.engine;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.PastSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which run is the one before another, for tasks that depend on it, and which runs have to be looked at because that one
 * moved. A run is found by one query when a task first asks; from then on it is watched in memory.
 */
final class RunsBefore {

    private final EngineStore store;
    private final RunCache runs;
    private final Backfills backfills;
    private final Map<Long, Link> links = new HashMap<>();
    private final Map<Long, Set<Long>> later = new HashMap<>();
    private final Set<Long> due = new LinkedHashSet<>();

    /** What a run knows of the one before it. */
    private static final class Link {
        private final Optional<EarlierRun> before;
        /** What was read of that run counts no more. */
        private boolean moved;

        Link(Optional<EarlierRun> before) {
            this.before = before;
        }
    }

    RunsBefore(EngineStore store, RunCache runs, Backfills backfills) {
        this.store = store;
        this.runs = runs;
        this.backfills = backfills;
    }

    void clear() {
        links.clear();
        later.clear();
        due.clear();
    }

    /** Lets the tasks of a run ask for the run before. */
    void attach(RunState state) {
        if (state.graph().dependsOnPast()) {
            state.setPast(task -> answer(state, task));
        }
    }

    private PastGate.Answer answer(RunState state, int task) {
        TaskGraph graph = state.graph();
        PastSpec past = graph.task(task).control().past();
        Instant date = state.run().logicalDate();
        if (past == null || date == null) {
            return PastGate.open();
        }
        List<String> followers = past.waitForDownstream()
                ? Arrays.stream(graph.downstream(task))
                        .mapToObj(follower -> graph.task(follower).taskId())
                        .toList()
                : List.of();
        boolean first = backfills.isFirst(state.run());
        return PastGate.judge(graph.task(task), followers, catchup(state), first, before(state, date));
    }

    private static Catchup catchup(RunState state) {
        return state.graph().definition().catchup();
    }

    private Optional<EarlierRun> before(RunState state, Instant date) {
        Link link = links.get(state.run().runKey());
        if (link == null || link.moved && live(link) == null) {
            link = link(state, find(state, date));
        }
        RunState live = live(link);
        if (live == null) {
            return link.before;
        }
        // It may have moved already in this very turn, which the store does not know yet.
        link.moved = true;
        return Optional.of(asItIs(live, link.before.orElseThrow()));
    }

    private @Nullable RunState live(Link link) {
        return link.before.map(run -> runs.get(run.runKey())).orElse(null);
    }

    private static EarlierRun asItIs(RunState live, EarlierRun run) {
        return new EarlierRun(run.runKey(), run.runId(), run.logicalDate(), run.type(), id -> states(live, id));
    }

    private static UpstreamCounts states(RunState run, String taskId) {
        OptionalInt task = run.graph().find(taskId);
        return task.isEmpty() ? UpstreamCounts.NONE : run.states(task.getAsInt());
    }

    /** The store knows all runs but those that were made in this turn. */
    private Optional<EarlierRun> find(RunState state, Instant date) {
        String dagId = state.run().dagId();
        List<EarlierRun> found = new ArrayList<>();
        store.runBefore(dagId, date, catchup(state) == Catchup.ALL).ifPresent(found::add);
        runs.dated(dagId).headMap(date, false).descendingMap().entrySet().stream()
                .flatMap(
                        entry -> Stream.ofNullable(runs.run(entry.getValue())).map(run -> earlier(run, entry.getKey())))
                .filter(run -> !PastGate.passesOver(run.type(), catchup(state)))
                .findFirst()
                .ifPresent(found::add);
        return PastGate.previous(found, catchup(state));
    }

    private static EarlierRun earlier(DagRun run, Instant date) {
        return new EarlierRun(run.runKey(), run.runId(), date, run.type(), id -> UpstreamCounts.NONE);
    }

    private Link link(RunState state, Optional<EarlierRun> before) {
        long key = state.run().runKey();
        forget(key);
        Link link = new Link(before);
        links.put(key, link);
        before.ifPresent(run -> later.computeIfAbsent(run.runKey(), unseen -> new LinkedHashSet<>())
                .add(key));
        return link;
    }

    /** A run that is not at hand any more asks no more. */
    void forget(long runKey) {
        Link link = links.remove(runKey);
        if (link != null) {
            link.before.ifPresent(run -> {
                Set<Long> others = later.get(run.runKey());
                if (others != null && others.remove(runKey) && others.isEmpty()) {
                    later.remove(run.runKey());
                }
            });
        }
    }

    /** A run was read: what it waits for may have come meanwhile. */
    void read(RunState state) {
        if (state.graph().dependsOnPast() && state.run().state() == DagRunState.RUNNING) {
            due.add(state.run().runKey());
        }
    }

    /** A run may not be what it was taken for: those that depend on it ask again. */
    void doubt(long runKey) {
        for (long key : List.copyOf(later.getOrDefault(runKey, Set.of()))) {
            forget(key);
            due.add(key);
        }
    }

    /** A run that was made may come between two others. */
    void created(DagRun run) {
        for (Map.Entry<Long, Link> entry : List.copyOf(links.entrySet())) {
            DagRun other = runs.run(entry.getKey());
            if (other != null && other.dagId().equals(run.dagId()) && isBetween(entry.getValue(), run, other)) {
                forget(entry.getKey());
                due.add(entry.getKey());
            }
        }
    }

    private static boolean isBetween(Link link, DagRun run, DagRun other) {
        Instant date = run.logicalDate();
        return date != null
                && date.isBefore(other.logicalDate())
                && link.before
                        .map(before -> before.logicalDate().isBefore(date))
                        .orElse(true);
    }

    /** A run has moved: those that depend on it are due as soon as all instances of one of its tasks have ended. */
    void changed(RunState state, RunPlan plan) {
        Set<Long> others = later.getOrDefault(state.run().runKey(), Set.of());
        if (others.isEmpty()) {
            return;
        }
        for (long key : others) {
            Link link = links.get(key);
            if (link != null) {
                link.moved = true;
            }
        }
        for (TaskInstance instance : plan.instances()) {
            if (instance.state().isFinal()
                    && state.states(state.graph().indexOf(instance.taskId())).unfinished() == 0) {
                due.addAll(others);
                return;
            }
        }
    }

    /** The runs that have to be looked at; they are taken out. */
    List<Long> takeDue() {
        List<Long> taken = List.copyOf(due);
        due.clear();
        return taken;
    }

    /** One of these runs that depends on this one, or -1. */
    long later(long runKey, Set<Long> some) {
        return later.getOrDefault(runKey, Set.of()).stream()
                .filter(some::contains)
                .findFirst()
                .orElse(-1L);
    }

    /** Whether what was decided on a run may rest on one of these. */
    boolean restsOn(long runKey, Set<Long> others) {
        Link link = links.get(runKey);
        return link != null
                && link.before.map(EarlierRun::runKey).filter(others::contains).isPresent();
    }
}
