package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.DagAssets;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.decide.RunDecider;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One turn in the making: what it decided, and what is to be said once it is durable. */
final class Turn {

    final Instant now;
    final EngineMemory memory;
    private final Map<Long, RunWork> works = new TreeMap<>();
    private final List<DagRecord> dags = new ArrayList<>();
    private final List<DagVersion> versions = new ArrayList<>();
    private final List<DagSchedule> schedules = new ArrayList<>();
    private final List<WorkerSession> opened = new ArrayList<>();
    private final List<WorkerSession> changed = new ArrayList<>();
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<Pool> poolsPut = new ArrayList<>();
    private final List<String> poolsGone = new ArrayList<>();
    private final List<PoolSlot> slotsTaken = new ArrayList<>();
    private final Map<Long, BackfillWrites.New> backfillsAdded = new TreeMap<>();
    private final Map<Long, Backfill> backfillsChanged = new TreeMap<>();
    private final List<BackfillWrites.Passed> datesLeftOut = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, DagAssets> declared = new TreeMap<>();
    private final List<NewAssetEvent> assetEvents = new ArrayList<>();
    private final List<AssetWrites.Drop> dropped = new ArrayList<>();
    private final List<Mail.Letter> letters = new ArrayList<>();
    private final List<Mail.Answer> answers = new ArrayList<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Consumer<Set<Long>>> afterwards = new ArrayList<>();

    /** A message that needs no build-up. */
    record Push(UUID sessionId, ServerMessage message) {}

    Turn(EngineMemory memory, Instant now) {
        this.memory = memory;
        this.now = now;
    }

    /** Lets something happen to a run, and keeps what follows. */
    RunPlan decide(RunState state, RunEvent event) {
        RunPlan plan = RunDecider.decide(state, event, now);
        if (plan.isApplied()) {
            DagRun before = state.run();
            RunWork work = work(state);
            DatasetMoves datasets = Published.by(state, event, plan, now);
            work.move(datasets);
            work.cause(Outlets.updatedBy(state, event, plan, datasets, now));
            work.add(plan);
            work.notices(memory.notices.of(state, plan, now));
            state.apply(plan);
            memory.runs.changed(state, before, plan);
            memory.past.changed(state, plan);
            memory.runs.awaiters().moved(before.dagId());
        }
        return plan;
    }

    RunWork work(RunState state) {
        return works.computeIfAbsent(state.run().runKey(), key -> new RunWork(state, false, memory.pools));
    }

    /** A run that did not exist before this turn. */
    RunWork create(RunState state, List<TaskInstance> instances) {
        RunWork work = new RunWork(state, true, memory.pools);
        work.addInstances(instances);
        works.put(state.run().runKey(), work);
        memory.add(state);
        memory.past.created(state.run());
        memory.runs.awaiters().moved(state.run().dagId());
        return work;
    }

    /** A run goes on with another graph. */
    void replace(RunState before, RunState after, List<TaskInstance> added) {
        if (works.containsKey(before.run().runKey())) {
            throw new CommandRefused(CommandRefused.Kind.CONFLICT, "the run is changing just now: ask again");
        }
        RunWork work = new RunWork(after, false, memory.pools);
        work.addInstances(added);
        work.rowChanges();
        works.put(after.run().runKey(), work);
        memory.past.doubt(after.run().runKey());
        memory.past.forget(after.run().runKey());
        memory.add(after);
    }

    /** A DAG as it shall be; one that is new is this server's. */
    void put(DagRecord dag) {
        dags.add(dag);
        OwnedDag known = memory.catalog.owned(dag.dagId());
        declare(known == null ? null : known.dag(), dag);
        if (known == null) {
            memory.ownership.add(List.of(dag.dagId()));
        }
        UUID owner = known == null ? memory.ownership.serverId() : known.owner();
        memory.catalog.put(new OwnedDag(dag, owner, memory.catalog.revision() + 1));
    }

    /** Which assets a DAG names follows its newest version; those of one that has gone are nobody's. */
    private void declare(@Nullable DagRecord known, DagRecord dag) {
        if (known != null && known.version() == dag.version() && known.active() == dag.active()) {
            return;
        }
        DagAssets before = known == null || !known.active() ? DagAssets.none(dag.dagId()) : assets(known);
        DagAssets after = dag.active() ? assets(dag) : DagAssets.none(dag.dagId());
        if (!after.equals(before)) {
            declared.put(dag.dagId(), after);
            afterwards(failed -> memory.assets.readAgain());
        }
    }

    private DagAssets assets(DagRecord dag) {
        return DagAssets.of(memory.catalog.newest(dag).version().graph());
    }

    /** An event that no task caused. */
    void cause(NewAssetEvent event) {
        assetEvents.add(event);
    }

    void drop(AssetWrites.Drop queued) {
        dropped.add(queued);
    }

    /** Whether it makes a run of this date, which nobody can see before it is written. */
    boolean creates(String dagId, Instant date) {
        return works.values().stream().anyMatch(work -> work.creates(dagId, date));
    }

    /** Whether it writes events of assets. */
    boolean causesEvents() {
        return !assetEvents.isEmpty() || works.values().stream().anyMatch(RunWork::causesEvents);
    }

    void add(DagVersion version) {
        versions.add(version);
        memory.catalog.put(version);
    }

    /** The versions of a DAG that this turn brings. */
    Stream<DagVersion> versionsOf(String dagId) {
        return versions.stream().filter(version -> version.dagId().equals(dagId));
    }

    void put(DagSchedule schedule) {
        schedules.add(schedule);
        memory.catalog.put(schedule);
    }

    void open(WorkerSession session) {
        opened.add(session);
        memory.sessions.put(session, now);
    }

    void change(WorkerSession session) {
        changed.add(session);
    }

    void put(Pool pool) {
        poolsPut.add(pool);
        memory.pools.put(pool);
    }

    void remove(Pool pool) {
        poolsGone.add(pool.name());
        memory.pools.remove(pool.name());
    }

    /** Slots of attempts that had none before. */
    void take(List<PoolSlot> slots) {
        slotsTaken.addAll(slots);
    }

    void add(BackfillWrites.New backfill) {
        backfillsAdded.put(backfill.backfill().id(), backfill);
        memory.backfills.add(backfill.backfill(), backfill.dates());
    }

    void put(Backfill backfill) {
        BackfillWrites.New added = backfillsAdded.computeIfPresent(
                backfill.id(), (id, before) -> new BackfillWrites.New(backfill, before.dates()));
        if (added == null) {
            backfillsChanged.put(backfill.id(), backfill);
        }
        memory.backfills.put(backfill);
    }

    /** @param late they were among the dates that it was to run */
    void leaveOut(Backfill backfill, List<BackfillPlan.Omission> dates, boolean late) {
        dates.forEach(date -> datesLeftOut.add(new BackfillWrites.Passed(backfill.id(), date, late)));
    }

    /** People are told of something that is about no run. */
    void tell(List<Notice> news) {
        notices.addAll(news);
    }

    void send(Mail.Letter letter) {
        letters.add(letter);
    }

    void answer(List<Mail.Answer> toOthers) {
        answers.addAll(toOthers);
    }

    void push(UUID sessionId, ServerMessage message) {
        pushes.add(new Push(sessionId, message));
    }

    void audit(String actor, String action, String dagId) {
        audit(actor, action, dagId, JsonNodeFactory.instance.objectNode());
    }

    /** @param detail an object */
    void audit(String actor, String action, @Nullable String dagId, JsonNode detail) {
        audit.add(auditEvent(actor, action, dagId, null, null, detail));
    }

    void audit(RunState state, String actor, String action, @Nullable String taskId) {
        audit(state, actor, action, taskId, JsonNodeFactory.instance.objectNode());
    }

    /** @param detail an object */
    void auditDetail(RunState state, String actor, String action, JsonNode detail) {
        audit(state, actor, action, null, detail);
    }

    private void audit(RunState state, String actor, String action, @Nullable String taskId, JsonNode detail) {
        DagRun run = state.run();
        work(state).audit(auditEvent(actor, action, run.dagId(), run.runId(), taskId, detail));
    }

    private AuditEvent auditEvent(
            String actor,
            String action,
            @Nullable String dagId,
            @Nullable String runId,
            @Nullable String taskId,
            JsonNode detail) {
        return new AuditEvent(memory.ids.uuid(now), now, actor, action, dagId, runId, taskId, detail);
    }

    /** Answers once the turn is durable. */
    <R> void answer(Request<R> request, R value) {
        afterwards.add(failed -> request.answer().complete(value));
    }

    /** Answers once what this turn did to a run is durable; otherwise the request is handled again. */
    <R> void answer(Request<R> request, long runKey, Supplier<R> value, Consumer<Request<R>> again) {
        answer(request, Set.of(runKey), value, again);
    }

    /** The same of several runs. */
    <R> void answer(Request<R> request, Set<Long> runKeys, Supplier<R> value, Consumer<Request<R>> again) {
        afterwards.add(failed -> {
            if (!Collections.disjoint(failed, runKeys)) {
                again.accept(request);
            } else {
                request.answer().complete(value.get());
            }
        });
    }

    /** @param then is told which runs could not be written */
    void afterwards(Consumer<Set<Long>> then) {
        afterwards.add(then);
    }

    Map<Long, RunWork> works() {
        return works;
    }

    List<Push> pushes() {
        return pushes;
    }

    /** Whether DAGs themselves change. */
    boolean changesDags() {
        return !dags.isEmpty();
    }

    void published(Set<Long> failedRuns) {
        afterwards.forEach(then -> then.accept(failedRuns));
    }

    /** Everything but the runs. */
    TurnWrites common() {
        return writes(List.of());
    }

    /** One run, and nothing else. */
    TurnWrites only(RunWork work) {
        return new Turn(memory, now).writes(List.of(work.writes()));
    }

    TurnWrites writes(List<TurnWrites.RunWrites> runs) {
        return new TurnWrites(
                memory.ownership.serverId(),
                memory.catalog.revision(),
                runs,
                dags,
                versions,
                schedules,
                opened,
                changed,
                audit,
                letters,
                answers,
                new PoolWrites(poolsPut, poolsGone, slotsTaken, List.of()),
                new BackfillWrites(
                        List.copyOf(backfillsAdded.values()), List.copyOf(backfillsChanged.values()), datesLeftOut),
                notices,
                new AssetWrites(List.copyOf(declared.values()), assetEvents, dropped),
                memory.settings.lease());
    }
}
