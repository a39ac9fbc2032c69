package io.orchestrator.sdk;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Defines a DAG: its tasks, groups, schedule and options. Not usable after {@link Dag#define} has returned. */
public final class DagBuilder extends Declarations {

    /** Enough for nearly every run at once: the workers' slots are the limit. */
    private static final int MANY_TASKS = 10_000;

    private static final int RUNS = 16;

    private final String id;
    private final DagSteps steps = new DagSteps(this);
    private final TaskDefaults defaults;
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> owners = new LinkedHashSet<>();
    private @Nullable String description;
    private @Nullable ScheduleBuilder schedule;
    private @Nullable Integer maxActiveRuns;
    private int maxActiveTasks = MANY_TASKS;
    private @Nullable Duration runTimeout;
    private int maxFailedRuns;
    private boolean failFast;
    private @Nullable ParamsDefinition params;
    private final NoticeDeclarations notices = new NoticeDeclarations();
    private boolean closed;

    DagBuilder(String id) {
        this.id = id;
        this.defaults = new TaskDefaults(this, "the DAG");
    }

    /** The options of all tasks of the DAG that neither they nor their groups set otherwise. */
    @Override
    public TaskDefaults defaults() {
        return defaults;
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

    /**
     * Tells a channel when one of these things happens.
     *
     * @param channel {@code log}, or the id of a connection of the type {@code webhook}, {@code slack} or {@code smtp}
     */
    public DagBuilder notifyOn(String channel, NotifyEvent event, NotifyEvent... more) {
        requireOpen("notifyOn");
        notices.notifyOn(channel, event, more);
        return this;
    }

    /**
     * By when a run should have ended.
     *
     * @param name what people call it; each of the DAG's deadlines has its own
     */
    public DagBuilder deadline(String name, Deadline deadline) {
        requireOpen("deadline");
        notices.deadline(name, deadline);
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

    /** The first task that fails for good ends all others of its run but teardowns. */
    public DagBuilder failFast() {
        requireOpen("failFast");
        this.failFast = true;
        return this;
    }

    /**
     * What runs may be given, with what they have where they are given nothing. Other values are refused when a run is
     * triggered.
     *
     * @param defaults a record, whose components {@link Param} may restrict
     * @return the params of the run, for tasks that want them as an argument
     */
    @SuppressWarnings("unchecked")
    public <P extends Record> Input<P> params(P defaults) {
        return params((Class<P>) defaults.getClass(), defaults);
    }

    /** What runs must be given: everything in this record but what is annotated as {@code Nullable}. */
    public <P extends Record> Input<P> params(Class<P> type) {
        return params(type, null);
    }

    private <P extends Record> Input<P> params(Class<P> type, @Nullable P defaults) {
        requireOpen("params");
        if (params != null) {
            throw DagDefinitionException.ofDag(id, "params is set twice; keep one of them");
        }
        params = new ParamsDefinition(type, defaults, ParamsSchema.of(type));
        return new ParamsInput<>(this, type);
    }

    /**
     * A connection of the installation, for tasks that take it as an argument; no other task gets it. What is secret in it is
     * masked in everything that such a task logs, returns or throws.
     *
     * @param id by which it is looked up each time an attempt is handed to a worker
     */
    public Input<Connection> connection(String id) {
        requireOpen("connection");
        return GivenInput.connection(this, id);
    }

    /** A variable of the installation, as its text. */
    public Input<String> variable(String key) {
        return variable(key, String.class);
    }

    /**
     * A variable of the installation whose text is JSON.
     *
     * @param type what it is read as, as the output of a task would be
     */
    public <T> Input<T> variable(String key, Class<T> type) {
        requireOpen("variable");
        return GivenInput.variable(this, key, type);
    }

    private void requireStartable() {
        boolean byHand = schedule == null || schedule.timing().schedule() instanceof Manual;
        if (params != null && params.defaults() == null && !byHand && params.isAnyRequired()) {
            throw DagDefinitionException.ofDag(
                    id,
                    "its schedule starts runs, but its params have no defaults; pass params a record with the defaults");
        }
    }

    DagSteps steps() {
        return steps;
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

    @Override
    DagBuilder dag() {
        return this;
    }

    @Override
    @Nullable
    Group group() {
        return null;
    }

    Dag build() {
        closed = true;
        steps.requireTasks();
        requireStartable();
        List<TaskDefinition> tasks = steps.tasks();
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
                failFast,
                params,
                steps.groups(),
                tasks,
                notices.notifications(),
                notices.deadlines());
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
