package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One DAG as its author defined it. Two equal graphs are one DAG version, whatever the code of their tasks.
 *
 * @param description Markdown, or null
 * @param startDate the first instant a schedule may fire at, or null: no earlier than its activation
 * @param endDate the last instant a schedule may fire at, or null
 * @param maxActiveRuns how many runs may be running at once, at least 1
 * @param maxActiveTasks how many task instances of one run may be queued or running at once, at least 1
 * @param runTimeout how long a run may be running, or null
 * @param tasks in definition order; an edge may only name a task of this list
 * @param groups outer ones before inner ones
 * @param failFast the first task that fails for good ends all others but teardowns
 * @param params what a run may be given, or null: anything
 * @param timing data intervals, jitter, and what happens while there is no room for another run
 * @param maxFailedRuns so many failed runs one after the other pause the DAG; 0: no number does
 * @param notifications which channels are told of what
 * @param deadlines by when its runs should have ended
 * @param assets that events of assets start runs of it too, or null: they do not
 * @param startsPaused a server that meets it for the first time pauses it
 * @param contracts what is promised of datasets that it writes, and what it counts on in those that it reads; one for a dataset
 */
public record DagGraph(
        String dagId,
        @Nullable String description,
        List<String> tags,
        List<String> owners,
        ScheduleSpec schedule,
        Catchup catchup,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        int maxActiveRuns,
        int maxActiveTasks,
        @Nullable Duration runTimeout,
        List<TaskSpec> tasks,
        List<GroupSpec> groups,
        boolean failFast,
        @Nullable ParamsSpec params,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        TimingSpec timing,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxFailedRuns,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NotifySpec> notifications,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DeadlineSpec> deadlines,

        @Nullable AssetTrigger assets,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean startsPaused,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ContractSpec> contracts) {

    public DagGraph {
        contracts = contracts == null ? List.of() : List.copyOf(contracts);
        notifications = notifications == null ? List.of() : List.copyOf(notifications);
        deadlines = deadlines == null ? List.of() : List.copyOf(deadlines);
        tags = tags == null ? List.of() : List.copyOf(tags);
        owners = owners == null ? List.of() : List.copyOf(owners);
        tasks = tasks == null ? List.of() : List.copyOf(tasks);
        groups = groups == null ? List.of() : List.copyOf(groups);
        timing = timing == null ? TimingSpec.PLAIN : timing;
    }

    /** A DAG as most are: without a schedule, 16 runs at once. */
    public static DagGraphBuilder builder(String dagId) {
        return new DagGraphBuilder(dagId);
    }

    /** This DAG, to be changed. */
    public DagGraphBuilder toBuilder() {
        return new DagGraphBuilder(this);
    }
}
