package io.orchestrator.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A DAG as its author defined it, checked and immutable. */
public final class Dag {

    private final String id;
    private final @Nullable String description;
    private final List<String> tags;
    private final List<String> owners;
    private final Timing timing;
    private final int maxActiveRuns;
    private final int maxActiveTasks;
    private final int maxFailedRuns;
    private final @Nullable Duration runTimeout;
    private final boolean failFast;
    private final @Nullable ParamsDefinition params;
    private final List<GroupDefinition> groups;
    private final List<TaskDefinition> tasks;
    private final List<NotifyDefinition> notifications;
    private final Map<String, Deadline> deadlines;

    Dag(
            String id,
            @Nullable String description,
            List<String> tags,
            List<String> owners,
            Timing timing,
            int maxActiveRuns,
            int maxActiveTasks,
            int maxFailedRuns,
            @Nullable Duration runTimeout,
            boolean failFast,
            @Nullable ParamsDefinition params,
            List<GroupDefinition> groups,
            List<TaskDefinition> tasks,
            List<NotifyDefinition> notifications,
            Map<String, Deadline> deadlines) {
        this.id = id;
        this.description = description;
        this.tags = tags;
        this.owners = owners;
        this.timing = timing;
        this.maxActiveRuns = maxActiveRuns;
        this.maxActiveTasks = maxActiveTasks;
        this.maxFailedRuns = maxFailedRuns;
        this.runTimeout = runTimeout;
        this.failFast = failFast;
        this.params = params;
        this.groups = groups;
        this.tasks = tasks;
        this.notifications = notifications;
        this.deadlines = deadlines;
    }

    /**
     * Defines a DAG.
     *
     * @param id 1 to 200 of the characters {@code A-Z a-z 0-9 _ . -}; unique among all DAGs of an installation
     * @param body called at once, to declare the tasks and set the options
     * @throws DagDefinitionException if the DAG is not right
     */
    public static Dag define(String id, Consumer<DagBuilder> body) {
        if (!Checks.isId(id)) {
            throw DagDefinitionException.ofDag(id, "its id is not allowed; " + Checks.idMend());
        }
        DagBuilder builder = new DagBuilder(id);
        try {
            body.accept(builder);
            return builder.build();
        } catch (DagDefinitionException e) {
            throw e.in(id);
        }
    }

    public String id() {
        return id;
    }

    /** Markdown, or null. */
    public @Nullable String description() {
        return description;
    }

    public List<String> tags() {
        return tags;
    }

    public List<String> owners() {
        return owners;
    }

    /** Its schedule, with bounds and what runs are about. */
    public Timing timing() {
        return timing;
    }

    public Schedule schedule() {
        return timing.schedule();
    }

    public Catchup catchup() {
        return timing.catchup();
    }

    /** The first instant that a run may fall due at, or null. */
    public @Nullable Instant startDate() {
        return timing.start();
    }

    /** The last instant that a run may fall due at, or null. */
    public @Nullable Instant endDate() {
        return timing.end();
    }

    public int maxActiveRuns() {
        return maxActiveRuns;
    }

    public int maxActiveTasks() {
        return maxActiveTasks;
    }

    /** So many failed runs one after the other pause the DAG; 0: no number does. */
    public int maxFailedRuns() {
        return maxFailedRuns;
    }

    /** How long a run may be running, or null. */
    public @Nullable Duration runTimeout() {
        return runTimeout;
    }

    /** Whether the first task that fails for good ends all others but teardowns. */
    public boolean failFast() {
        return failFast;
    }

    /** What its runs may be given, or null: anything. */
    public @Nullable ParamsDefinition params() {
        return params;
    }

    /** Outer ones before inner ones. */
    public List<GroupDefinition> groups() {
        return groups;
    }

    /** In the order of their definition. */
    public List<TaskDefinition> tasks() {
        return tasks;
    }

    /** Which channels are told of what. */
    public List<NotifyDefinition> notifications() {
        return notifications;
    }

    /** By when its runs should have ended, by the deadlines' names. */
    public Map<String, Deadline> deadlines() {
        return deadlines;
    }

    @Override
    public String toString() {
        return "Dag " + id + " (" + tasks.size() + (tasks.size() == 1 ? " task)" : " tasks)");
    }
}
