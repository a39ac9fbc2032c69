package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.ParamsSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is cleared: across runs, across tasks, one item, with other params. */
class ClearCommandTest {

    private static final Instant MONDAY = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2025-12-02T00:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2025-12-03T00:00:00Z");

    private final EngineBench bench = new EngineBench();

    @Test
    void pastAndFutureTakeTheRunsOfEarlierAndLaterDatesAlong() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun monday = finished(MONDAY);
        DagRun tuesday = finished(TUESDAY);
        DagRun wednesday = finished(WEDNESDAY);
        Selection a = Selection.ofRun(tuesday.runId()).tasks("a");

        assertThat(runsOf(tried(a))).containsExactly(tuesday.runKey());
        assertThat(runsOf(tried(a.across(true, false)))).containsExactly(monday.runKey(), tuesday.runKey());
        assertThat(runsOf(tried(a.across(false, true)))).containsExactly(tuesday.runKey(), wednesday.runKey());
        assertThat(runsOf(tried(a.across(true, true)))).hasSize(3);
        assertThat(runsOf(tried(Selection.ofDates(TUESDAY, WEDNESDAY).tasks("a"))))
                .containsExactly(tuesday.runKey(), wednesday.runKey());

        List<TaskInstance> preview = tried(a.across(true, false));
        assertThat(bench.ask(Command.Clear.of("d", a.across(true, false), "anna")))
                .isEqualTo(preview);
        assertThat(bench.states(monday)).containsEntry("a", "queued").containsEntry("b", "success");
        assertThat(bench.run(tuesday).state()).isEqualTo(DagRunState.RUNNING);
        assertThat(bench.run(wednesday).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void aRunWithoutALogicalDateHasNoRunsBeforeIt() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");

        assertThatThrownBy(() -> tried(Selection.ofRun(run.runId()).across(true, false)))
                .hasMessageContaining("has no logical date");
    }

    @Test
    void oneItemOfAMappedTaskIsClearedAlone() {
        bench.worker(4);
        bench.deploy(dag("d", mapped(task("a", 0), 3), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        succeedAll();
        succeedAll();
        Selection second = Selection.ofRun(run.runId()).tasks(List.of(new Selection.Item("a", 1)), false, true);

        assertThat(names(tried(second))).containsExactly("a[1]", "b");
        bench.ask(Command.Clear.of("d", second, "anna"));
        assertThat(bench.assigned).hasSize(1);
        assertThat(bench.taken("a").mapIndex()).isEqualTo(1);
        assertThatThrownBy(() ->
                        tried(Selection.ofRun(run.runId()).tasks(List.of(new Selection.Item("a", 7)), false, false)))
                .hasMessageContaining("task a has no map index 7");
    }

    @Test
    void whatIsMappedTogetherWithOneItemIsClearedForThatItemAlone() {
        bench.worker(9);
        TaskSpec a = inGroup(task("a", 0));
        TaskSpec b = inGroup(task("b", 0, "a"));
        bench.deploy(grouped(3, a, b, task("c", 0, "b")));
        DagRun run = bench.trigger("d");
        succeedAll();
        succeedAll();

        assertThat(names(tried(Selection.ofRun(run.runId()).tasks(List.of(new Selection.Item("a", 2)), false, true))))
                .containsExactly("a[2]", "b[2]", "c");
    }

    @Test
    void setupsAndTeardownsFollow() {
        bench.worker(4);
        bench.deploy(dag(
                "d",
                role(task("up", 0), TaskRole.SETUP),
                task("work", 0, "up"),
                role(task("down", 0, "up", "work"), TaskRole.TEARDOWN)));
        DagRun run = bench.trigger("d");
        succeedAll();
        succeedAll();
        succeedAll();

        assertThat(names(tried(Selection.ofRun(run.runId()).tasks("work")))).containsExactly("up", "work", "down");
    }

    @Test
    void onlyFailedAndOnlyRunningNarrowWhatIsCleared() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0), task("b", 0), task("c", 0)));
        DagRun run = bench.trigger("d");
        bench.fail("a");
        bench.report(new Report.Started(bench.taken("b").attemptId()));
        Selection all = Selection.ofRun(run.runId());

        assertThat(names(tried(all.only(true, false)))).containsExactly("a");
        assertThat(names(tried(all.only(false, true)))).containsExactly("b");
        assertThat(names(tried(all.only(true, true)))).containsExactly("a", "b");
        assertThatThrownBy(() -> bench.ask(new Command.Clear("d", all, false, null, true, false, "anna")))
                .hasMessageContaining("task b is running");
        assertThat(bench.stopped).isEmpty();
    }

    @Test
    void aClearedRunGoesOnWithEditedParams() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = finished(MONDAY);
        JsonNode params = Json.MAPPER.readTree("{\"limit\": 7}");

        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna").withParams(params));
        assertThat(bench.taken("a").params()).isEqualTo(params);
        assertThat(bench.run(run).params()).isEqualTo(params);
        bench.restart();
        bench.beat();
        bench.succeed("a", null);
        assertThat(bench.run(run).params()).isEqualTo(params);
        assertThat(bench.store.audit())
                .filteredOn(event -> event.action().equals("run.edit_params"))
                .singleElement()
                .satisfies(event -> assertThat(event.detail().path("to")).isEqualTo(params));
    }

    @Test
    void paramsThatTheDagDoesNotAllowAreRefusedByName() {
        DagGraph plain = dag("d", task("a", 0));
        ParamsSpec spec = new ParamsSpec(
                Json.MAPPER.readTree("{\"type\": \"object\", \"properties\": {\"limit\": {\"type\": \"integer\"}}}"));
        bench.deploy(with(plain, List.of(), spec));
        DagRun run = bench.trigger("d");

        assertThatThrownBy(() -> bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna")
                        .withParams(Json.MAPPER.readTree("{\"limit\": \"many\"}"))))
                .hasMessageContaining("limit");
    }

    @Test
    void aRunThatIsClearedOnTheNewestVersionHasItsNewTasks() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = finished(MONDAY);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        Command.Clear clear = Command.Clear.of("d", Selection.ofRun(run.runId()), "anna");

        assertThat(names(bench.ask(clear.tried()))).containsExactly("a");
        assertThat(names(bench.ask(clear.onNewestVersion(true).tried()))).containsExactly("a", "b");
        assertThat(bench.run(run).version()).isEqualTo(1);
        assertThat(names(bench.ask(clear.onNewestVersion(true)))).containsExactly("a", "b");
        assertThat(bench.run(run).version()).isEqualTo(2);
    }

    @Test
    void aPreviewLeavesNoRunBehindInMemory() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = finished(MONDAY);

        tried(Selection.ofRun(run.runId()));
        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna"));

        assertThat(bench.states(run)).containsEntry("a", "queued");
    }

    private List<TaskInstance> tried(Selection what) {
        return bench.ask(Command.Clear.of("d", what, "anna").tried());
    }

    private DagRun finished(Instant date) {
        DagRun run = bench.trigger("d", date);
        for (int i = 0; i < 3 && !bench.assigned.isEmpty(); i++) {
            succeedAll();
        }
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        return run;
    }

    private void succeedAll() {
        List<Report> reports = new ArrayList<>();
        for (UUID attempt : bench.assigned.keySet()) {
            reports.add(new Report.Started(attempt));
            reports.add(new Report.Succeeded(attempt, null));
        }
        bench.report(reports.toArray(Report[]::new));
    }

    private static List<Long> runsOf(List<TaskInstance> instances) {
        return instances.stream().map(TaskInstance::runKey).toList();
    }

    private static List<String> names(List<TaskInstance> instances) {
        return instances.stream()
                .map(i -> i.taskId() + (i.mapIndex() < 0 ? "" : "[" + i.mapIndex() + "]"))
                .toList();
    }

    private static TaskSpec mapped(TaskSpec task, int length) {
        return EngineBench.with(task, task.control().withMapping(list(length)));
    }

    private static MapSpec list(int length) {
        var values = Json.MAPPER.createArrayNode();
        for (int i = 0; i < length; i++) {
            values.add(i);
        }
        return new MapSpec(List.of(new MapSpec.Values(values)));
    }

    private static TaskSpec role(TaskSpec task, TaskRole role) {
        return EngineBench.with(task, ControlSpec.of(role));
    }

    private static TaskSpec inGroup(TaskSpec task) {
        return EngineBench.with(task, task.control().inGroup("g"));
    }

    private static DagGraph grouped(int length, TaskSpec... tasks) {
        return with(dag("d", tasks), List.of(new GroupSpec("g", null, list(length))), null);
    }

    private static DagGraph with(DagGraph d, List<GroupSpec> groups, @Nullable ParamsSpec params) {
        return d.toBuilder().groups(groups).params(params).build();
    }
}
