package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one turn did to one run, gathered until it is written: the last state of each row counts. */
final class RunWork {

    final RunState state;
    private final Pools pools;
    private final boolean created;
    private final Map<TaskKey, TaskInstance> instancesAdded = new LinkedHashMap<>();
    private final Map<TaskKey, TaskInstance> instancesChanged = new LinkedHashMap<>();
    private final Map<TaskKey, TaskInstance> instancesGone = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> attemptsAdded = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> attemptsChanged = new LinkedHashMap<>();
    private final List<TaskOutput> outputs = new ArrayList<>();
    private final List<DagSchedule> schedules = new ArrayList<>();
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<RunPlan.Stop> stops = new ArrayList<>();
    private final Set<UUID> goneOn = new LinkedHashSet<>();
    private final List<NewAssetEvent> caused = new ArrayList<>();
    private final List<NewVersion> versions = new ArrayList<>();
    private final List<NewTag> tags = new ArrayList<>();
    private @Nullable Long repeats;
    private List<TakenEvent> taken = List.of();
    private final DagRun before;
    private boolean touched;
    private boolean rowChanged;

    private record TaskKey(String taskId, int mapIndex) {
        static TaskKey of(TaskInstance instance) {
            return new TaskKey(instance.taskId(), instance.mapIndex());
        }
    }

    RunWork(RunState state, boolean created, Pools pools) {
        this.pools = pools;
        this.state = state;
        this.created = created;
        this.before = state.run();
    }

    void add(RunPlan plan) {
        touched = true;
        plan.gone().forEach(this::remove);
        addInstances(plan.added());
        plan.instances().forEach(instance -> {
            leaveSlots(instance);
            TaskKey key = TaskKey.of(instance);
            (instancesAdded.containsKey(key) ? instancesAdded : instancesChanged).put(key, instance);
        });
        for (TaskAttempt attempt : plan.attempts()) {
            boolean isNew = attemptsAdded.containsKey(attempt.attemptId())
                    || state.openAttempt(attempt.attemptId()) == null
                            && !attempt.state().isFinal();
            (isNew ? attemptsAdded : attemptsChanged).put(attempt.attemptId(), attempt);
        }
        stops.addAll(plan.stops());
    }

    /** An instance that was deferred, and is not any more, gives up the slots that it may have kept. */
    private void leaveSlots(TaskInstance after) {
        int number = state.numberOf(after.taskId(), after.mapIndex());
        TaskInstance before = number < 0 ? null : state.find(number);
        if (before != null
                && before.attemptId() != null
                && before.state() == TaskState.DEFERRED
                && after.state() != TaskState.DEFERRED) {
            goneOn.add(before.attemptId());
        }
    }

    /** The run's own row changes, whatever its fields were when this work began. */
    void rowChanges() {
        rowChanged = true;
    }

    private void remove(TaskInstance gone) {
        TaskKey key = TaskKey.of(gone);
        instancesChanged.remove(key);
        if (instancesAdded.remove(key) == null) {
            instancesGone.put(key, gone);
        }
    }

    void addInstances(List<TaskInstance> instances) {
        instances.forEach(instance -> instancesAdded.put(TaskKey.of(instance), instance));
    }

    void addOutput(TaskOutput output) {
        outputs.add(output);
    }

    void advance(DagSchedule schedule) {
        schedules.add(schedule);
    }

    void audit(AuditEvent event) {
        audit.add(event);
    }

    /** Events of assets by successes of its tasks. */
    void cause(List<NewAssetEvent> events) {
        caused.addAll(events);
    }

    /** Versions of datasets by attempts of its tasks. */
    void move(DatasetMoves datasets) {
        versions.addAll(datasets.versions());
        tags.addAll(datasets.tags());
    }

    /** At its creation: the run whose versions of datasets it reads again. */
    void repeat(long runKey) {
        repeats = runKey;
    }

    /** Events that the run takes at its creation. */
    void take(List<TakenEvent> events) {
        taken = events;
    }

    /** Whether it makes the run of this date. */
    boolean creates(String dagId, Instant date) {
        return created
                && state.run().dagId().equals(dagId)
                && date.equals(state.run().logicalDate());
    }

    boolean causesEvents() {
        return !caused.isEmpty();
    }

    void notices(List<Notice> news) {
        notices.addAll(news);
    }

    List<DagSchedule> schedules() {
        return schedules;
    }

    List<TaskOutput> outputs() {
        return outputs;
    }

    List<RunPlan.Stop> stops() {
        return stops;
    }

    List<TaskAttempt> attemptsAdded() {
        return List.copyOf(attemptsAdded.values());
    }

    /** Whether the run fails by this turn. */
    boolean failsNow() {
        return state.run().state() == DagRunState.FAILED && before.state() != DagRunState.FAILED;
    }

    /** Whether the run becomes final by this turn. */
    boolean endsNow() {
        return state.run().state().isFinal() && (created || !before.state().isFinal());
    }

    /** Those that this turn adds or changes. */
    List<TaskAttempt> attempts() {
        return Stream.concat(attemptsAdded.values().stream(), attemptsChanged.values().stream())
                .toList();
    }

    /** Whether what made the run has changed. */
    private boolean isRemade() {
        return !state.run().params().equals(before.params())
                || !Objects.equals(state.run().backfillId(), before.backfillId());
    }

    boolean isEmpty() {
        return !created && !touched && !rowChanged && audit.isEmpty();
    }

    TurnWrites.RunWrites writes() {
        return new TurnWrites.RunWrites(
                state.run(),
                created,
                !created && (rowChanged || !state.run().equals(before) || state.isSettled()),
                state.isSettled(),
                !created && isRemade(),
                List.copyOf(instancesAdded.values()),
                List.copyOf(instancesChanged.values()),
                List.copyOf(instancesGone.values()),
                attemptsAdded(),
                List.copyOf(attemptsChanged.values()),
                List.copyOf(outputs),
                List.copyOf(schedules),
                List.copyOf(audit),
                pools.slots(state, List.copyOf(attemptsAdded.values()), List.copyOf(attemptsChanged.values()), goneOn),
                List.copyOf(notices),
                AssetMoves.of(caused, taken),
                versions.isEmpty() && tags.isEmpty() && repeats == null
                        ? DatasetMoves.NONE
                        : new DatasetMoves(versions, tags, repeats));
    }
}
