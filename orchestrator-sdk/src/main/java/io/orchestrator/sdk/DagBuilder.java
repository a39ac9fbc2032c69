package io.orchestrator.sdk;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Defines a DAG: its tasks, schedule and options. Not usable after {@link Dag#define} has returned. */
public final class DagBuilder extends TaskDeclarations {

    /** Enough for nearly every run at once: the workers' slots are the limit. */
    private static final int MANY_TASKS = 10_000;

    private static final int RUNS = 16;

    private final String id;
    private final Map<String, Task<?>> tasks = new LinkedHashMap<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> owners = new LinkedHashSet<>();
    private @Nullable String description;
    private @Nullable ScheduleBuilder schedule;
    private @Nullable Integer maxActiveRuns;
    private int maxActiveTasks = MANY_TASKS;
    private @Nullable Duration runTimeout;
    private int maxFailedRuns;
    private boolean closed;

    DagBuilder(String id) {
        this.id = id;
    }

    /** When runs are due; {@link Manual} unless set. */
    public ScheduleBuilder schedule(Schedule schedule) {
        requireOpen("schedule");
        if (this.schedule != null) {
            throw DagDefinitionException.ofDag(id, "schedule is set twice; keep one of them");
        }
        this.schedule = new ScheduleBuilder(this, schedule);
        return this.schedule;
    }

    /** Shown on the DAG's page, as Markdown. */
    public DagBuilder description(String markdown) {
        requireOpen("description");
        this.description = markdown;
        return this;
    }

    /** Words to find the DAG by. */
    public DagBuilder tags(String... tags) {
        requireOpen("tags");
        addWords("tag", this.tags, tags);
        return this;
    }

    /** Who answers for the DAG. */
    public DagBuilder owners(String... owners) {
        requireOpen("owners");
        addWords("owner", this.owners, owners);
        return this;
    }

    /** How many runs may be running at once; 16 unless set, and 1 with {@link Continuous}. */
    public DagBuilder maxActiveRuns(int runs) {
        requireOpen("maxActiveRuns");
        this.maxActiveRuns = Checks.atLeast(1, "maxActiveRuns", runs);
        return this;
    }

    /** So many failed runs one after the other pause the DAG; without a limit unless set. */
    public DagBuilder maxFailedRuns(int runs) {
        requireOpen("maxFailedRuns");
        this.maxFailedRuns = Checks.atLeast(1, "maxFailedRuns", runs);
        return this;
    }

    /** How many tasks of one run may be queued or running at once; 10,000 unless set. */
    public DagBuilder maxActiveTasks(int tasks) {
        requireOpen("maxActiveTasks");
        this.maxActiveTasks = Checks.atLeast(1, "maxActiveTasks", tasks);
        return this;
    }

    /** How long a run may be running; without limit unless set. */
    public DagBuilder runTimeout(Duration timeout) {
        requireOpen("runTimeout");
        this.runTimeout = Checks.duration("runTimeout", timeout);
        return this;
    }

    @Override
    <R extends @Nullable Object> Task<R> declare(
            String taskId, Serializable function, boolean returnsValue, TaskCode code, @Nullable Task<?>... inputs) {
        requireOpen("task or action");
        if (!Checks.isId(taskId)) {
            throw DagDefinitionException.ofDag(id, "the task id '" + taskId + "' is not allowed; " + Checks.idMend());
        }
        List<Task<?>> own = new ArrayList<>();
        for (Task<?> input : inputs) {
            own.add(own(taskId, "an input", input));
        }
        Task<R> task = new Task<>(this, taskId, function, returnsValue, code, List.copyOf(own));
        if (tasks.putIfAbsent(taskId, task) != null) {
            throw DagDefinitionException.ofDag(
                    id, "the task id '" + taskId + "' is used twice; give each task its own");
        }
        return task;
    }

    /** Refuses a handle that this DAG did not make. */
    Task<?> own(String taskId, String use, @Nullable Task<?> other) {
        if (other == null) {
            throw DagDefinitionException.ofTask(
                    id, taskId, use + " is null; pass a task that this DAG has defined before");
        }
        if (other.dag() != this) {
            throw DagDefinitionException.ofTask(
                    id,
                    taskId,
                    use + " is the task '" + other.id() + "' of DAG '"
                            + other.dag().id() + "'; a task can only be connected to tasks of its own DAG");
        }
        return other;
    }

    void requireOpen(String call) {
        requireOpen("its builder", call);
    }

    void requireOpen(String what, String call) {
        if (closed) {
            throw DagDefinitionException.ofDag(
                    id,
                    what + " was used (" + call + ") after Dag.define had returned; do all of it inside Dag.define");
        }
    }

    String id() {
        return id;
    }

    Dag build() {
        closed = true;
        if (tasks.isEmpty()) {
            throw DagDefinitionException.ofDag(id, "it has no task; add one with dag.task or dag.action");
        }
        List<TaskDefinition> definitions =
                tasks.values().stream().map(Task::define).toList();
        Cycles.refuse(id, definitions);
        return new Dag(
                id,
                description,
                List.copyOf(tags),
                List.copyOf(owners),
                schedule == null ? Timing.MANUAL : schedule.timing(),
                activeRuns(),
                maxActiveTasks,
                maxFailedRuns,
                runTimeout,
                definitions);
    }

    private int activeRuns() {
        boolean continuous = schedule != null && schedule.isContinuous();
        if (continuous && maxActiveRuns != null && maxActiveRuns != 1) {
            throw DagDefinitionException.ofDag(
                    id,
                    "maxActiveRuns is " + maxActiveRuns
                            + ", but a continuous schedule has one run at a time; remove it");
        }
        if (maxActiveRuns != null) {
            return maxActiveRuns;
        }
        return continuous ? 1 : RUNS;
    }

    private void addWords(String what, Set<String> all, String... words) {
        for (String word : words) {
            if (word.isBlank() || word.length() > 100) {
                throw DagDefinitionException.ofDag(
                        id, "the " + what + " '" + word + "' is not allowed; use 1 to 100 characters");
            }
            all.add(word.strip());
        }
    }
}
