package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.decide.MapElements;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.worker.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Elements that are laid over arguments or params by name, and instances that have names. */
final class MappingByName {

    private MappingByName() {}

    static void check(String topic, JsonNode json) {
        switch (json.path("form").asString()) {
            case "expand_kwargs" ->
                arguments(Case.of(topic, json, "partial", "rows", "strict", "expect_instances", "upstream_state"));
            case "expand_params" -> params(Case.of(topic, json, "partial_params", "mapped_params", "expect_params"));
            default ->
                names(Case.of(
                        topic,
                        json,
                        "template",
                        "task_id",
                        "map_names",
                        "task_sets_map_name_during_execution",
                        "task_ends",
                        "expect_names"));
        }
    }

    private static void arguments(Case testCase) {
        JsonNode rows = testCase.json().required("rows");
        MapSpec mapping = new MapSpec(List.of(
                new MapSpec.Onto(new MapSpec.Output("rows"), testCase.json().path("partial"))));
        GraphOf graph = new GraphOf()
                .edge("rows", "mapped")
                .map("mapped", mapping.sources().getFirst());
        DrivenRun run = DrivenRun.queued(graph)
                .toItsEnd(instance -> instance.taskId().equals("rows")
                        ? new Work.Succeeds(rows)
                        // A record is read of each element; what is no object is none.
                        : element(mapping, rows, instance.mapIndex()).isObject()
                                ? DrivenRun.SUCCESS
                                : new Work.Fails());
        for (JsonNode expected : testCase.json().required("expect_instances")) {
            assertThat(expected.propertyNames()).isSubsetOf("map_index", "state", "args", "error");
            int index = expected.required("map_index").asInt();
            TaskInstance ours = run.state().instance(run.number("mapped[" + index + "]"));
            assertThat(ours.state().key()).isEqualTo(expected.required("state").asString());
            if (expected.has("args")) {
                assertThat(element(mapping, rows, index)).isEqualTo(expected.path("args"));
            }
        }
        testCase.optionalText("upstream_state")
                .ifPresent(state -> assertThat(
                                run.state().instance(run.number("rows")).state().key())
                        .isEqualTo(state));
    }

    private static JsonNode element(MapSpec mapping, JsonNode rows, int index) {
        return MapElements.at(mapping, index, MapElements.Outputs.of(id -> rows))
                .getFirst();
    }

    private static void params(Case testCase) {
        JsonNode rows = testCase.json().required("mapped_params");
        MapSpec mapping = new MapSpec(List.of(
                new MapSpec.Onto(new MapSpec.Values(rows), testCase.json().required("partial_params"))));
        for (JsonNode expected : testCase.json().required("expect_params")) {
            assertThat(element(mapping, rows, expected.required("map_index").asInt()))
                    .isEqualTo(expected.required("params"));
        }
    }

    private static void names(Case testCase) {
        JsonNode json = testCase.json();
        List<String> said = testCase.texts("map_names");
        String task = testCase.text("task_id");
        @Nullable String template = testCase.optionalText("template").orElse(null);
        GraphOf graph = new GraphOf().add(task);
        MapSpec mapping = new MapSpec(List.of(new MapSpec.Values(json.path("map_names"))), template);
        graph.control(task, control -> control.withMapping(mapping));
        DrivenRun run = DrivenRun.started(graph);
        List<String> names = new ArrayList<>();
        for (int index = 0; index < said.size(); index++) {
            int number = run.number(task + "[" + index + "]");
            run.handOver(number);
            UUID attempt = Objects.requireNonNull(run.state().instance(number).attemptId());
            String label = testCase.flag("task_sets_map_name_during_execution") ? said.get(index) : null;
            run.decide(new RunEvent.Reported(new Report.Started(attempt)));
            run.decide(new RunEvent.Reported(end(testCase.text("task_ends"), attempt, label)));
            names.add(String.valueOf(run.state().instance(number).label()));
        }
        List<String> expected = json.required("expect_names")
                .valueStream()
                .map(name -> name.isNull() ? "null" : name.asString())
                .toList();
        DocumentedAnswers.settle(testCase, expected.toString(), names.toString(), said::toString);
    }

    private static Report end(String how, UUID attempt, @Nullable String label) {
        Report.Failure failure = new Report.Failure(Report.Failure.Kind.EXCEPTION, "it failed", null);
        return switch (how) {
            case "success" -> new Report.Succeeded(attempt, null, label);
            case "skipped" -> new Report.Skipped(attempt, "nothing to do", label);
            case "failed" -> new Report.Failed(attempt, failure, false, null, label);
            default -> fail("how the task ends is not known: %s", how);
        };
    }
}
