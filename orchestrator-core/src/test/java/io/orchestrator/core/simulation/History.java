package io.orchestrator.core.simulation;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.worker.Assignment;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Everything that was committed, in its order, held against the promises as it comes. */
final class History {

    private final Timeline timeline;
    private final Leases leases;
    private final Owners owners;
    private final Journal journal;
    private final Allowance allowance;
    private final Trace trace;
    private final Map<Long, RunHistory> runs = new TreeMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<UUID, Long> runOfAttempt = new HashMap<>();
    private final Map<Long, Backfill> backfills = new HashMap<>();
    private final Map<String, Integer> deeds = new HashMap<>();
    private long lastChange;

    /** What a server knows of the places at workers. */
    interface Allowance {
        /** How many attempts it may have at a session, as far as it was told. */
        int of(UUID serverId, UUID sessionId);

        /** Whether it knows of a DAG's attempts. */
        boolean knows(UUID serverId, String dagId);
    }

    History(Timeline timeline, Leases leases, Owners owners, Journal journal, Allowance allowance, Trace trace) {
        this.timeline = timeline;
        this.leases = leases;
        this.owners = owners;
        this.journal = journal;
        this.allowance = allowance;
        this.trace = trace;
    }

    Leases leases() {
        return leases;
    }

    Owners owners() {
        return owners;
    }

    Journal journal() {
        return journal;
    }

    Collection<RunHistory> runs() {
        return runs.values();
    }

    @Nullable
    RunHistory run(String dagId, String runId) {
        return runs.values().stream()
                .filter(run ->
                        run.run().dagId().equals(dagId) && run.run().runId().equals(runId))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    RunHistory run(long runKey) {
        return runs.get(runKey);
    }

    @Nullable
    TaskAttempt attempt(UUID attemptId) {
        Long key = runOfAttempt.get(attemptId);
        RunHistory run = key == null ? null : runs.get(key);
        return run == null ? null : run.attempt(attemptId);
    }

    /** The open attempt of the task that an attempt belongs to; null: there is none. */
    @Nullable
    TaskAttempt current(UUID attemptId) {
        Long key = runOfAttempt.get(attemptId);
        RunHistory run = key == null ? null : runs.get(key);
        TaskAttempt named = run == null ? null : run.attempt(attemptId);
        if (run == null || named == null) {
            return null;
        }
        return run.open().stream()
                .filter(attempt -> attempt.taskId().equals(named.taskId()))
                .findFirst()
                .orElse(null);
    }

    /** A worker got the inputs of an attempt. */
    void gotInputs(UUID attemptId, @Nullable List<Assignment.Input> inputs) {
        Long key = runOfAttempt.get(attemptId);
        RunHistory run = key == null ? null : runs.get(key);
        TaskAttempt attempt = attempt(attemptId);
        if (run != null && attempt != null) {
            run.outputs().hold(attempt, inputs);
        }
    }

    /** A worker got an attempt: if it is the one that its task waits for, it gets what that has kept. */
    void goesOn(Assignment assignment) {
        Long key = runOfAttempt.get(assignment.attemptId());
        RunHistory run = key == null ? null : runs.get(key);
        TaskInstance instance = run == null ? null : run.instance(assignment.taskId());
        boolean current = instance != null
                && assignment.attemptId().equals(instance.attemptId())
                && instance.state() == TaskState.QUEUED;
        if (run != null && instance != null && current) {
            JsonNode kept =
                    instance.waiting() == null ? null : instance.waiting().resume();
            if (!Objects.equals(kept, assignment.resume())) {
                throw run.broken("attempt " + assignment.attemptId() + " of " + assignment.taskId() + " goes on with "
                        + assignment.resume() + ", and " + kept + " was left");
            }
        }
    }

    /** How many commits hold deeds of somebody. */
    int deeds(String actor) {
        return deeds.getOrDefault(actor, 0);
    }

    /** An attempt as the database has it, if it is open and what its task instance waits for; else null. */
    @Nullable
    TaskAttempt wanted(UUID attemptId) {
        Long key = runOfAttempt.get(attemptId);
        RunHistory run = key == null ? null : runs.get(key);
        if (run == null) {
            return null;
        }
        for (TaskAttempt attempt : run.open()) {
            TaskInstance instance = run.instance(attempt.taskId());
            if (attempt.attemptId().equals(attemptId)
                    && instance != null
                    && attemptId.equals(instance.attemptId())
                    && switch (instance.state()) {
                        case QUEUED, RUNNING -> true;
                        case NONE,
                                SCHEDULED,
                                RESTARTING,
                                UP_FOR_RETRY,
                                UP_FOR_RESCHEDULE,
                                DEFERRED,
                                SUCCESS,
                                FAILED,
                                SKIPPED,
                                UPSTREAM_FAILED,
                                REMOVED -> false;
                    }) {
                return attempt;
            }
        }
        return null;
    }

    void committed(TurnWrites writes) {
        if (!leases.isServerOpen(writes.serverId())) {
            throw new Broken("server " + Telling.shortly(writes.serverId()) + " wrote after its lease was taken away: "
                    + writes);
        }
        writes.dags().forEach(dag -> owners.described(writes.serverId(), dag));
        writes.versions().forEach(owners::described);
        writes.sessionsOpened().forEach(session -> leases.sessionOpened(session, writes.lease()));
        writes.sessionsChanged().forEach(leases::sessionChanged);
        // They come into being at once: what depends on the run before is judged after that one, wherever it stands.
        writes.runs().stream()
                .sorted(Comparator.comparing(
                        write -> write.run().logicalDate(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(run -> write(writes.serverId(), run));
        writes.backfills()
                .added()
                .forEach(added -> backfills.put(added.backfill().id(), added.backfill()));
        countDeeds(writes);
        holdLimits(writes);
        if (!writes.runs().isEmpty()) {
            lastChange = timeline.now();
        }
    }

    /** When a run was changed last. */
    long lastChange() {
        return lastChange;
    }

    private void write(UUID serverId, RunWrites writes) {
        DagRun run = writes.run();
        trace.mix(run.runKey());
        writes.attemptsChanged()
                .forEach(attempt -> trace.mix(attempt.attemptId().getLeastSignificantBits()
                        + attempt.state().name().hashCode()));
        if (trace.on()) {
            Telling.of(writes).forEach(line -> trace.tell("by " + Telling.shortly(serverId), line));
        }
        owners.mayWrite(serverId, run.dagId());
        TaskGraph graph = owners.graph(run.dagId(), run.version());
        if (writes.created()) {
            create(run, graph);
        }
        RunHistory known = runs.get(run.runKey());
        if (known == null) {
            throw new Broken("run " + run.runId() + " was changed before it was created");
        }
        writes.attemptsAdded().forEach(attempt -> runOfAttempt.put(attempt.attemptId(), run.runKey()));
        known.write(writes, graph, journal, timeline.instant());
    }

    private void create(DagRun run, TaskGraph graph) {
        if (!names.add(run.dagId() + " " + run.runId())) {
            throw new Broken("run " + run.runId() + " of " + run.dagId() + " was created twice");
        }
        if (run.logicalDate() != null && !names.add(run.dagId() + " at " + run.logicalDate())) {
            throw new Broken("DAG " + run.dagId() + " has two runs for " + run.logicalDate());
        }
        if (run.logicalDate() != null
                && run.runAfter().isAfter(timeline.instant().plus(TaskMoves.UNEVENNESS))) {
            throw new Broken("run " + run.runId() + " of " + run.dagId() + " was created before its time");
        }
        if (runs.put(run.runKey(), new RunHistory(run, graph, new PastOracle(runs.values()))) != null) {
            throw new Broken("two runs have the key " + run.runKey());
        }
    }

    private void countDeeds(TurnWrites writes) {
        Set<String> actors = new HashSet<>();
        writes.audit().stream().map(AuditEvent::actor).forEach(actors::add);
        writes.runs().forEach(run -> run.audit().forEach(event -> actors.add(event.actor())));
        actors.forEach(actor -> deeds.merge(actor, 1, Integer::sum));
    }

    private void holdLimits(TurnWrites writes) {
        Set<String> dags = new HashSet<>();
        Set<UUID> sessions = new HashSet<>();
        for (RunWrites run : writes.runs()) {
            dags.add(run.run().dagId());
            run.attemptsAdded().forEach(attempt -> sessions.add(attempt.sessionId()));
        }
        dags.forEach(this::holdRunLimit);
        backfills.values().stream()
                .filter(backfill -> dags.contains(backfill.dagId()))
                .forEach(backfill -> BackfillUsers.holdLimit(backfill, runs.values()));
        sessions.forEach(session -> holdCredit(writes.serverId(), session));
        if (!sessions.isEmpty()) {
            holdPool(RandomDags.NARROW);
        }
    }

    private void holdPool(Pool pool) {
        int used = 0;
        for (RunHistory run : runs.values()) {
            TaskGraph graph = owners.graph(run.run().dagId(), run.run().version());
            for (TaskAttempt attempt : run.open()) {
                LimitSpec limits = graph.task(graph.indexOf(attempt.taskId())).limits();
                used += limits.pool().equals(pool.name()) ? limits.slots() : 0;
            }
        }
        if (used > pool.slots()) {
            throw new Broken(used + " slots of pool " + pool.name() + " are taken, it has " + pool.slots());
        }
    }

    private void holdRunLimit(String dagId) {
        long running = runs.values().stream()
                .filter(run -> run.run().dagId().equals(dagId)
                        && run.run().backfillId() == null
                        && run.run().state() == DagRunState.RUNNING)
                .count();
        int most = owners.newest(dagId).graph().maxActiveRuns();
        if (running > most) {
            throw new Broken(running + " runs of " + dagId + " are running, " + most + " are allowed");
        }
    }

    private void holdCredit(UUID serverId, UUID sessionId) {
        int held = heldBy(serverId, sessionId);
        int allowed = allowance.of(serverId, sessionId);
        if (held > allowed) {
            throw new Broken("server " + Telling.shortly(serverId) + " has " + held + " attempts at session "
                    + Telling.shortly(sessionId) + " that allowed it " + allowed);
        }
    }

    /** How many open attempts a server knows of at a session. */
    int heldBy(@Nullable UUID serverId, UUID sessionId) {
        int held = 0;
        for (RunHistory run : runs.values()) {
            if (serverId != null && allowance.knows(serverId, run.run().dagId())) {
                for (TaskAttempt attempt : run.open()) {
                    held += attempt.sessionId().equals(sessionId) ? 1 : 0;
                }
            }
        }
        return held;
    }

    /** Sessions that are open as the database has it. */
    List<WorkerSession> openSessions() {
        return leases.openSessions();
    }
}
