package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.MapElements;
import io.orchestrator.core.decide.MapLists;
import io.orchestrator.core.decide.Outcome;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.MapSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tasks with one instance for each element of a list. */
final class MappingTopic implements TopicRunner {

    @Override
    public String topic() {
        return "mapping";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("form").asString()) {
            case "expand" ->
                expand(Case.of(topic(), json, "args", "expect_count", "expect_instances", "expect_state_when_empty"));
            case "transform" ->
                MappingTransforms.check(Case.of(
                        topic(),
                        json,
                        "upstream_values",
                        "steps",
                        "fillvalue",
                        "then",
                        "expect_count",
                        "expect_instances"));
            case "definition" ->
                MappingDefinitions.check(
                        Case.of(topic(), json, "definition", "expect", "expect_edges", "expect_mapped_consumers"));
            case "instances" ->
                MappingInstances.check(Case.of(
                        topic(),
                        json,
                        "expand",
                        "expand_kwargs",
                        "group_expand",
                        "group_tasks",
                        "then_task",
                        "when",
                        "before",
                        "change",
                        "form_of_expand",
                        "upstream_length",
                        "expect",
                        "expect_by_task",
                        "expect_after_upstream",
                        "expect_after_upstream_by_task",
                        "expect_schedulable",
                        "expect_records_left"));
            case "error", "recorded" ->
                output(Case.of(
                        topic(),
                        json,
                        "consumer",
                        "consumer_form",
                        "downstream",
                        "upstream_returns",
                        "max_map_length",
                        "expect_reason",
                        "expect_upstream_state",
                        "expect_length_recorded",
                        "expect_recorded",
                        "expect_length",
                        "expect_keys"));
            case "expand_source" ->
                source(Case.of(
                        topic(),
                        json,
                        "task_state",
                        "expand_source_states",
                        "holds_for",
                        "expect_task_state",
                        "expect_blocked"));
            case "script" ->
                new MappingScript(json.required("tasks"))
                        .check(Case.of(
                                topic(), json, "tasks", "expect_first_runnable", "expect_states", "expect_run_state"));
            case "schedule_script" ->
                new MappingScript(json.required("tasks")).steps(Case.of(topic(), json, "tasks", "steps", "runs"));
            case "expand_kwargs", "expand_params", "named_index" -> MappingByName.check(topic(), json);
            case "values" -> values(Case.of(topic(), json, "tasks", "group_over", "expect_values"));
            default -> fail("the form '%s' is not known", json.path("form"));
        }
    }

    /** Arguments by name are sources by position: the elements come in the same order. */
    private static void expand(Case testCase) {
        JsonNode args = testCase.json().required("args");
        List<String> names = List.copyOf(args.propertyNames());
        List<MapSpec.Source> sources = new ArrayList<>();
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        args.propertyStream().forEach(arg -> {
            assertThat(arg.getValue().propertyNames()).isSubsetOf("values", "comes_from");
            JsonNode values = arg.getValue().required("values");
            switch (arg.getValue().required("comes_from").asString()) {
                case "literal" -> sources.add(new MapSpec.Values(values));
                case "upstream result" -> {
                    sources.add(new MapSpec.Output(arg.getKey()));
                    outputs.put(arg.getKey(), values);
                }
                default -> fail("where %s comes from is not known", arg);
            }
        });
        MapSpec mapping = new MapSpec(sources);
        assertThat(MapLists.length(mapping, id -> size(outputs, id)))
                .isEqualTo(testCase.json().required("expect_count").asInt());
        for (JsonNode instance : testCase.json().required("expect_instances")) {
            List<JsonNode> elements = MapElements.at(
                    mapping,
                    instance.required("map_index").asInt(),
                    MapElements.Outputs.of(id -> Objects.requireNonNull(outputs.get(id))));
            JsonNode expected = instance.required("args");
            for (int i = 0; i < names.size(); i++) {
                assertThat(elements.get(i)).as(names.get(i)).isEqualTo(expected.required(names.get(i)));
            }
        }
        if (testCase.json().has("expect_state_when_empty")) {
            expectStateWhenEmpty(testCase, mapping, outputs);
        }
    }

    private static int size(Map<String, JsonNode> outputs, String id) {
        return Objects.requireNonNull(outputs.get(id)).size();
    }

    private static void expectStateWhenEmpty(Case testCase, MapSpec mapping, Map<String, JsonNode> outputs) {
        GraphOf graph = new GraphOf();
        outputs.keySet().forEach(id -> graph.edge(id, "mapped"));
        graph.map("mapped", mapping.sources().toArray(MapSpec.Source[]::new));
        DrivenRun run =
                DrivenRun.started(graph).toItsEnd(instance -> new Work.Succeeds(outputs.get(instance.taskId())));
        assertThat(run.states().get("mapped")).containsOnly(testCase.text("expect_state_when_empty"));
    }

    /** What an output means, given who is mapped over it. */
    private static void output(Case testCase) {
        JsonNode json = testCase.json();
        String consumer = testCase.optionalText("consumer")
                .or(() -> testCase.optionalText("downstream"))
                .orElse("none");
        GraphOf graph = new GraphOf().add("source");
        switch (consumer) {
            case "none" -> {}
            case "plain task, not mapped over it", "plain task" -> graph.edge("source", "consumer");
            case "mapped task that takes it as a fixed (partial) argument" ->
                graph.edge("source", "consumer").map("consumer", new MapSpec.Values(GraphOf.numbers(2)));
            case "mapped task", "mapped over it" ->
                graph.edge("source", "consumer").map("consumer", new MapSpec.Output("source"));
            case "mapped group", "task in a mapped group", "mapped task group" ->
                graph.edge("source", "g.consumer").group("g", new MapSpec.Output("source"));
            default -> fail("the consumer '%s' is not known", consumer);
        }
        TaskGraph tasks = graph.build();
        int most = json.path("max_map_length").asInt(MapLists.MOST_INSTANCES);
        Outcome outcome = Outcome.of(tasks, tasks.indexOf("source"), json.required("upstream_returns"), most);
        assertThat(outcome instanceof Outcome.Accepted ? "success" : "failed")
                .isEqualTo(testCase.optionalText("expect_upstream_state").orElse("success"));
        Integer length = outcome instanceof Outcome.Accepted accepted && accepted.result() != null
                ? accepted.result().length()
                : null;
        assertThat(length != null)
                .isEqualTo(testCase.flag("expect_length_recorded") || testCase.flag("expect_recorded"));
        if (json.has("expect_length")) {
            assertThat(length).isEqualTo(json.path("expect_length").asInt());
        }
        testCase.optionalText("expect_reason")
                .ifPresent(reason -> assertThat(((Outcome.Refused) outcome).reason())
                        .contains(
                                switch (reason) {
                                    case "type" -> "; expected a list";
                                    case "nothing pushed" -> "but there is none";
                                    case "length", "too long", "too many" -> "are possible";
                                    default -> throw new AssertionError("the reason " + reason + " is not known");
                                }));
    }

    private static void source(Case testCase) {
        List<TaskState> sources = CaseWords.states(testCase.json().required("expand_source_states")).values().stream()
                .map(states -> CaseWords.stateOf(states.getFirst()))
                .toList();
        TaskState before = CaseWords.stateOf(testCase.optionalText("task_state").orElse(null));
        MapLists.Sources judged = MapLists.judge(sources);
        Optional<TaskState> ending = MapLists.ending(before, judged);
        String ours = CaseWords.text(ending.orElse(before));
        assertThat(ours).isEqualTo(testCase.optionalText("expect_task_state").orElse(null));
        boolean blocked = switch (judged) {
            case READY, UNFINISHED -> false;
            case SKIPPED, FAILED, REMOVED -> true;
        };
        assertThat(blocked).isEqualTo(testCase.flag("expect_blocked"));
        if (before == TaskState.NONE) {
            expectInRun(testCase, sources);
        }
    }

    /** The same in a run, for a mapped task and for one in a mapped group. */
    private static void expectInRun(Case testCase, List<TaskState> sources) {
        for (String kind : testCase.texts("holds_for")) {
            GraphOf graph = new GraphOf();
            Map<String, List<@Nullable String>> states = new LinkedHashMap<>();
            List<MapSpec.Source> outputs = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                graph.edge("t" + i, "g.mapped").rule("g.mapped", "all_done");
                List<@Nullable String> one = new ArrayList<>();
                one.add(sources.get(i) == TaskState.NONE ? null : sources.get(i).key());
                states.put("t" + i, one);
                outputs.add(new MapSpec.Output("t" + i));
            }
            MapSpec.Source[] all = outputs.toArray(MapSpec.Source[]::new);
            switch (kind) {
                case "mapped task" -> graph.map("g.mapped", all);
                case "task in a mapped group" -> graph.group("g", all);
                default -> fail("'%s' is not known", kind);
            }
            DrivenRun run = DrivenRun.in(graph, states);
            run.look();
            assertThat(run.states().get("g.mapped"))
                    .as(kind)
                    .containsOnly(testCase.optionalText("expect_task_state").orElse(null));
        }
    }

    /** What each instance of a mapped group is given, and what comes out of the group. */
    private static void values(Case testCase) {
        JsonNode over = testCase.json().required("group_over");
        MapSpec mapping = new MapSpec(List.of(new MapSpec.Values(over)));
        JsonNode elements = JsonNodeFactory.instance
                .arrayNode()
                .addAll(IntStream.range(0, over.size())
                        .mapToObj(index -> MapElements.at(mapping, index, MapElements.Outputs.of(id -> over))
                                .getFirst())
                        .toList());
        DrivenRun run = new MappingScript(testCase.json().required("tasks"), over).toItsEnd();
        testCase.json().required("expect_values").propertyStream().forEach(expected -> {
            assertThat(elements).isEqualTo(expected.getValue());
            int task = run.state().graph().indexOf(expected.getKey());
            assertThat(run.state().numbersOf(task))
                    .extracting(number -> run.state().instance(number).state())
                    .containsOnly(TaskState.SUCCESS);
        });
    }

    static List<Map<String, @Nullable Object>> rows(DrivenRun run, String task) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int number : run.state().numbersOf(run.state().graph().indexOf(task))) {
            TaskInstance instance = run.state().instance(number);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("map_index", instance.mapIndex());
            row.put("state", CaseWords.text(instance.state()));
            rows.add(row);
        }
        return rows;
    }

    static List<Map<String, @Nullable Object>> rows(JsonNode expected) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (JsonNode one : expected) {
            assertThat(one.propertyNames()).isSubsetOf("map_index", "state");
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("map_index", one.required("map_index").asInt());
            row.put(
                    "state",
                    one.required("state").isNull() ? null : one.path("state").asString());
            rows.add(row);
        }
        return rows;
    }
}
