package io.orchestrator.core.engine.memory;

import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.engine.EngineStore.DatedRun;
import io.orchestrator.core.engine.EngineStore.StoredRun;
import io.orchestrator.core.engine.StoredForm;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All runs, with what the unique keys of their table hold. */
final class MemoryRuns {

    private record RunId(String dagId, String runId) {}

    private record Slot(String dagId, Instant logicalDate) {}

    private final TreeMap<Long, MemoryRun> runs = new TreeMap<>();
    private final Map<RunId, Long> byId = new HashMap<>();
    private final Map<Slot, Long> bySlot = new HashMap<>();

    Set<Long> conflicts(List<RunWrites> writes) {
        Set<Long> conflicts = new HashSet<>();
        Set<Object> taken = new HashSet<>();
        for (RunWrites write : writes) {
            if (write.created() && isTaken(write.run(), taken)) {
                conflicts.add(write.run().runKey());
            }
        }
        return conflicts;
    }

    /** Taken by a stored run, or by an earlier one of the same batch. */
    private boolean isTaken(DagRun run, Set<Object> inBatch) {
        boolean taken = runs.containsKey(run.runKey()) || byId.containsKey(id(run)) || !inBatch.add(id(run));
        Slot slot = slot(run);
        return slot == null ? taken : taken | (bySlot.containsKey(slot) || !inBatch.add(slot));
    }

    void check(List<RunWrites> writes) {
        for (RunWrites write : writes) {
            MemoryRun stored = runs.get(write.run().runKey());
            RowChecks.require(write.created() || stored != null, "is not there", write.run());
            (stored == null ? new MemoryRun(write.run()) : stored).check(write);
        }
    }

    void write(List<RunWrites> writes) {
        for (RunWrites write : writes) {
            DagRun run = write.run();
            runs.computeIfAbsent(run.runKey(), key -> new MemoryRun(run)).write(write);
            if (write.created()) {
                byId.put(id(run), run.runKey());
                Slot slot = slot(run);
                if (slot != null) {
                    bySlot.put(slot, run.runKey());
                }
            }
        }
    }

    List<Long> unsettled(Collection<String> dagIds) {
        return runs.values().stream()
                .filter(run -> !run.settled() && dagIds.contains(run.run().dagId()))
                .map(run -> run.run().runKey())
                .toList();
    }

    List<StoredRun> read(Collection<Long> runKeys) {
        return runKeys.stream()
                .sorted()
                .flatMap(key -> Stream.ofNullable(runs.get(key)))
                .map(MemoryRun::read)
                .toList();
    }

    Optional<DagRun> find(String dagId, String runId) {
        return Optional.ofNullable(byId.get(new RunId(dagId, runId))).flatMap(this::run);
    }

    Optional<DagRun> find(String dagId, Instant logicalDate) {
        return Optional.ofNullable(bySlot.get(new Slot(dagId, logicalDate))).flatMap(this::run);
    }

    List<Long> keys(String dagId, @Nullable Instant from, @Nullable Instant until, int most) {
        return bySlot.entrySet().stream()
                .filter(entry -> entry.getKey().dagId().equals(dagId))
                .filter(entry -> from == null || !entry.getKey().logicalDate().isBefore(from))
                .filter(entry -> until == null || !entry.getKey().logicalDate().isAfter(until))
                .sorted(Comparator.comparing(entry -> entry.getKey().logicalDate()))
                .limit(most)
                .map(Map.Entry::getValue)
                .toList();
    }

    Optional<EarlierRun> before(String dagId, Instant logicalDate, boolean passOverManual) {
        return runs.values().stream()
                .filter(run -> run.run().dagId().equals(dagId))
                .filter(run -> !passOverManual || run.run().type() != RunType.MANUAL)
                .flatMap(run -> Stream.ofNullable(run.earlierThan(logicalDate)))
                .max(Comparator.comparing(EarlierRun::logicalDate));
    }

    List<DatedRun> at(String dagId, Collection<Instant> logicalDates) {
        return logicalDates.stream()
                .flatMap(date -> find(dagId, StoredForm.time(date)).stream()
                        .map(run -> new DatedRun(run.runKey(), date, run.state())))
                .toList();
    }

    Map<Long, DagRunState> newestEnded(String dagId, int most) {
        Map<Long, DagRunState> newest = new LinkedHashMap<>();
        all().reversed().stream()
                .filter(run -> run.dagId().equals(dagId) && run.state().isFinal())
                .limit(most)
                .forEach(run -> newest.put(run.runKey(), run.state()));
        return newest;
    }

    List<Duration> newestDurations(String dagId, int most) {
        return all().reversed().stream()
                .filter(run -> run.dagId().equals(dagId) && run.state() == DagRunState.SUCCESS)
                .flatMap(run -> run.startedAt() == null || run.endedAt() == null
                        ? Stream.empty()
                        : Stream.of(Duration.between(run.startedAt(), run.endedAt())))
                .limit(most)
                .toList();
    }

    Optional<FoundRun> find(Awaited wanted) {
        Optional<DagRun> run = wanted.runId() != null
                ? find(wanted.dagId(), wanted.runId())
                : find(wanted.dagId(), Objects.requireNonNull(wanted.date()));
        return run.map(found -> new FoundRun(
                found.runId(),
                found.state(),
                found.stateReason(),
                UpstreamCounts.of(instances(found.runKey()).stream()
                        .filter(instance -> instance.taskId().equals(wanted.taskId()))
                        .map(TaskInstance::state)
                        .toList())));
    }

    private Optional<DagRun> run(long runKey) {
        return Optional.ofNullable(runs.get(runKey)).map(MemoryRun::run);
    }

    Map<UUID, JsonNode> outputs(long runKey, Collection<UUID> attemptIds) {
        MemoryRun run = runs.get(runKey);
        return run == null ? Map.of() : run.outputs(attemptIds);
    }

    List<DagRun> all() {
        return runs.values().stream().map(MemoryRun::run).toList();
    }

    List<TaskInstance> instances(long runKey) {
        MemoryRun run = runs.get(runKey);
        return run == null ? List.of() : run.instances();
    }

    List<TaskAttempt> attempts(long runKey) {
        MemoryRun run = runs.get(runKey);
        return run == null ? List.of() : run.attempts();
    }

    private static RunId id(DagRun run) {
        return new RunId(run.dagId(), run.runId());
    }

    private static @Nullable Slot slot(DagRun run) {
        Instant logicalDate = run.logicalDate();
        return logicalDate == null ? null : new Slot(run.dagId(), logicalDate);
    }
}
