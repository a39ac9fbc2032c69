package io.orchestrator.protocol.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a DAG by naming what is unusual about it. */
public final class DagGraphBuilder {

    private final String dagId;
    private @Nullable String description;
    private List<String> tags = List.of();
    private List<String> owners = List.of();
    private ScheduleSpec schedule = new ScheduleSpec.Manual();
    private Catchup catchup = Catchup.NONE;
    private @Nullable Instant startDate;
    private @Nullable Instant endDate;
    private int maxActiveRuns = 16;
    private int maxActiveTasks = 10_000;
    private @Nullable Duration runTimeout;
    private List<TaskSpec> tasks = List.of();
    private List<GroupSpec> groups = List.of();
    private boolean failFast;
    private @Nullable ParamsSpec params;
    private TimingSpec timing = TimingSpec.PLAIN;
    private int maxFailedRuns;
    private List<NotifySpec> notifications = List.of();
    private List<DeadlineSpec> deadlines = List.of();
    private @Nullable AssetTrigger assets;
    private boolean startsPaused;
    private List<ContractSpec> contracts = List.of();

    DagGraphBuilder(String dagId) {
        this.dagId = dagId;
    }

    DagGraphBuilder(DagGraph dag) {
        dagId = dag.dagId();
        description = dag.description();
        tags = dag.tags();
        owners = dag.owners();
        schedule = dag.schedule();
        catchup = dag.catchup();
        startDate = dag.startDate();
        endDate = dag.endDate();
        maxActiveRuns = dag.maxActiveRuns();
        maxActiveTasks = dag.maxActiveTasks();
        runTimeout = dag.runTimeout();
        tasks = dag.tasks();
        groups = dag.groups();
        failFast = dag.failFast();
        params = dag.params();
        timing = dag.timing();
        maxFailedRuns = dag.maxFailedRuns();
        notifications = dag.notifications();
        deadlines = dag.deadlines();
        assets = dag.assets();
        startsPaused = dag.startsPaused();
        contracts = dag.contracts();
    }

    public DagGraphBuilder description(@Nullable String value) {
        description = value;
        return this;
    }

    public DagGraphBuilder tags(List<String> value) {
        tags = value;
        return this;
    }

    public DagGraphBuilder tags(String... values) {
        return tags(List.of(values));
    }

    public DagGraphBuilder owners(List<String> value) {
        owners = value;
        return this;
    }

    public DagGraphBuilder owners(String... values) {
        return owners(List.of(values));
    }

    public DagGraphBuilder schedule(ScheduleSpec value) {
        schedule = value;
        return this;
    }

    public DagGraphBuilder catchup(Catchup value) {
        catchup = value;
        return this;
    }

    public DagGraphBuilder startDate(@Nullable Instant value) {
        startDate = value;
        return this;
    }

    public DagGraphBuilder endDate(@Nullable Instant value) {
        endDate = value;
        return this;
    }

    public DagGraphBuilder maxActiveRuns(int value) {
        maxActiveRuns = value;
        return this;
    }

    public DagGraphBuilder maxActiveTasks(int value) {
        maxActiveTasks = value;
        return this;
    }

    public DagGraphBuilder runTimeout(@Nullable Duration value) {
        runTimeout = value;
        return this;
    }

    public DagGraphBuilder tasks(List<TaskSpec> value) {
        tasks = value;
        return this;
    }

    public DagGraphBuilder tasks(TaskSpec... values) {
        return tasks(List.of(values));
    }

    public DagGraphBuilder groups(List<GroupSpec> value) {
        groups = value;
        return this;
    }

    public DagGraphBuilder groups(GroupSpec... values) {
        return groups(List.of(values));
    }

    public DagGraphBuilder failFast(boolean value) {
        failFast = value;
        return this;
    }

    public DagGraphBuilder params(@Nullable ParamsSpec value) {
        params = value;
        return this;
    }

    public DagGraphBuilder timing(TimingSpec value) {
        timing = value;
        return this;
    }

    public DagGraphBuilder maxFailedRuns(int value) {
        maxFailedRuns = value;
        return this;
    }

    public DagGraphBuilder notifications(List<NotifySpec> value) {
        notifications = value;
        return this;
    }

    public DagGraphBuilder deadlines(List<DeadlineSpec> value) {
        deadlines = value;
        return this;
    }

    public DagGraphBuilder assets(@Nullable AssetTrigger value) {
        assets = value;
        return this;
    }

    public DagGraphBuilder contracts(List<ContractSpec> value) {
        contracts = value;
        return this;
    }

    public DagGraphBuilder startsPaused(boolean value) {
        startsPaused = value;
        return this;
    }

    public DagGraph build() {
        return new DagGraph(
                dagId,
                description,
                tags,
                owners,
                schedule,
                catchup,
                startDate,
                endDate,
                maxActiveRuns,
                maxActiveTasks,
                runTimeout,
                tasks,
                groups,
                failFast,
                params,
                timing,
                maxFailedRuns,
                notifications,
                deadlines,
                assets,
                startsPaused,
                contracts);
    }
}
