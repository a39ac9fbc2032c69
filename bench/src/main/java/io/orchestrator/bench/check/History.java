package io.orchestrator.bench.check;

import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known afterwards, from independent sources: the database, the tasks' own journal, the workers' journals, and those who asked
 * for runs.
 *
 * @param graphs by {@link Run#graph}
 * @param asked the runs that were asked for
 * @param schedules the DAGs with a schedule, and since when it counts
 * @param pools the slots of those that have a limit
 * @param versions of datasets
 * @param until when the last fault was mended: what was due before must have ended
 */
public record History(
        List<Run> runs,
        List<Instance> instances,
        List<Attempt> attempts,
        List<Session> sessions,
        Map<String, DagGraph> graphs,
        List<JournalLine> journal,
        List<WorkerLine> workers,
        List<Asked> asked,
        Map<String, Instant> schedules,
        Map<String, Integer> pools,
        Versions versions,
        Instant until) {

    /** A row of {@code dag_run}. */
    public record Run(
            long key,
            String dagId,
            String runId,
            String type,
            String state,
            @Nullable Instant logicalDate,
            Instant runAfter,
            int version,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {

        /** The key of its graph. */
        public String graph() {
            return dagId + "@" + version;
        }

        boolean isOver() {
            return state.equals("success") || state.equals("failed");
        }
    }

    /**
     * A row of {@code task_instance}.
     *
     * @param taskId with the index of a mapped one: {@code each[3]}
     */
    public record Instance(
            long runKey,
            String taskId,
            String state,
            @Nullable String reason,
            @Nullable UUID attemptId,
            @Nullable Instant endedAt) {

        TaskKey task() {
            return new TaskKey(runKey, taskId);
        }

        /** As the graph has it. */
        String graphTask() {
            return History.graphTask(taskId);
        }

        boolean isOver() {
            return endedAt != null;
        }
    }

    /**
     * A row of {@code task_attempt}.
     *
     * @param failure as JSON, or the empty string
     */
    public record Attempt(
            long runKey,
            UUID id,
            String taskId,
            int tryNumber,
            String state,
            UUID sessionId,
            Instant queuedAt,
            @Nullable Instant endedAt,
            String failure) {

        TaskKey task() {
            return new TaskKey(runKey, taskId);
        }

        String graphTask() {
            return History.graphTask(taskId);
        }

        boolean isOpen() {
            return endedAt == null;
        }

        /** Whether the code's own result was taken: it costs a try. */
        public boolean isJudged() {
            return state.equals("success") || state.equals("failed");
        }
    }

    /** A row of {@code worker_session}. */
    public record Session(UUID id, String name, long pid, int slots) {}

    /** Which task of which run. */
    public record TaskKey(long runKey, String taskId) {}

    /**
     * A run that somebody asked for, perhaps many times.
     *
     * @param acknowledged whether any answer said that it is there
     * @param created how many answers said that it was created by this very request
     */
    public record Asked(String dagId, String runId, boolean acknowledged, int created) {}

    /**
     * The same with journals that were read at other times than the rows.
     *
     * @param lines read after the rows; what began in between is left out
     * @param before a moment before the rows were read
     * @param ofWorkers read before the rows
     */
    public History with(List<JournalLine> lines, Instant before, List<WorkerLine> ofWorkers) {
        Set<UUID> known = attempts.stream().map(Attempt::id).collect(Collectors.toSet());
        List<JournalLine> fitting = lines.stream()
                .filter(line -> known.contains(line.attempt()) || line.at().isBefore(before))
                .toList();
        return new History(
                runs, instances, attempts, sessions, graphs, fitting, ofWorkers, asked, schedules, pools, versions,
                until);
    }

    /** The same with versions of datasets. */
    public History with(Versions others) {
        return new History(
                runs, instances, attempts, sessions, graphs, journal, workers, asked, schedules, pools, others, until);
    }

    private static String graphTask(String taskId) {
        int index = taskId.indexOf('[');
        return index < 0 ? taskId : taskId.substring(0, index);
    }

    Map<UUID, Attempt> attemptsById() {
        return attempts.stream().collect(Collectors.toMap(Attempt::id, attempt -> attempt));
    }

    public Map<Long, Run> runsByKey() {
        return runs.stream().collect(Collectors.toMap(Run::key, run -> run));
    }

    Map<Long, List<Instance>> instancesByRun() {
        return instances.stream().collect(Collectors.groupingBy(Instance::runKey));
    }

    /** In the order in which they were handed over. */
    public Map<TaskKey, List<Attempt>> attemptsByTask() {
        return attempts.stream()
                .sorted(Comparator.comparing(Attempt::queuedAt).thenComparing(Attempt::id))
                .collect(Collectors.groupingBy(Attempt::task));
    }

    public Map<UUID, List<JournalLine>> journalByAttempt() {
        return journal.stream().collect(Collectors.groupingBy(JournalLine::attempt));
    }

    Optional<DagGraph> graphOf(Run run) {
        return Optional.ofNullable(graphs.get(run.graph()));
    }
}
