package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.decide.MapElements;
import io.orchestrator.core.decide.MapLists;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.MapSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** Lists that are zipped, joined or changed before a task is mapped over them. Changing an element is code of the task itself. */
final class MappingTransforms {

    private static final Pattern ZIP = Pattern.compile("zip\\((.*)\\)");
    private static final Pattern CONCAT = Pattern.compile("concat\\((.*)\\)");
    private static final Pattern TIMES = Pattern.compile("map (\\w+): v -> (\\d+)v");
    private static final Pattern ONE = Pattern.compile("map: (\\w+) -> (.*), others (.*)");

    private final Case testCase;
    private final Map<String, JsonNode> lists = new LinkedHashMap<>();
    private MapSpec.Source source;
    private Function<JsonNode, Work> code = Work.Succeeds::new;

    private MappingTransforms(Case testCase) {
        this.testCase = testCase;
        testCase.json()
                .required("upstream_values")
                .propertyStream()
                .forEach(list -> lists.put(list.getKey(), list.getValue()));
        this.source = new MapSpec.Output(lists.keySet().iterator().next());
    }

    static void check(Case testCase) {
        new MappingTransforms(testCase).check();
    }

    private void check() {
        testCase.texts("steps").forEach(this::step);
        MapSpec mapping = new MapSpec(List.of(source));
        assertThat(MapLists.length(mapping, id -> list(id).size()))
                .isEqualTo(testCase.json().required("expect_count").asInt());
        DrivenRun run = run(mapping);
        for (JsonNode expected : testCase.json().required("expect_instances")) {
            int index = expected.required("map_index").asInt();
            TaskInstance ours = run.state().instance(run.number("mapped[" + index + "]"));
            assertThat(ours.state().key()).isEqualTo(expected.required("state").asString());
            if (expected.has("value")) {
                assertThat(output(mapping, index)).isEqualTo(expected.path("value"));
            }
        }
        testCase.json().path("then").propertyStream().forEach(then -> then(run, mapping, then.getValue()));
    }

    private JsonNode list(String name) {
        return Objects.requireNonNull(lists.get(name), name);
    }

    private Work work(MapSpec mapping, int index) {
        return code.apply(MapElements.at(mapping, index, MapElements.Outputs.of(this::list))
                .getFirst());
    }

    private @Nullable JsonNode output(MapSpec mapping, int index) {
        return work(mapping, index) instanceof Work.Succeeds success ? success.output() : null;
    }

    private DrivenRun run(MapSpec mapping) {
        GraphOf graph = new GraphOf();
        lists.keySet().forEach(list -> graph.edge(list, "mapped"));
        graph.map("mapped", mapping.sources().getFirst());
        graph.edge("mapped", "collector").rule("collector", "all_done");
        return DrivenRun.queued(graph).toItsEnd(instance -> switch (instance.taskId()) {
            case "mapped" -> work(mapping, instance.mapIndex());
            case "collector" -> DrivenRun.SUCCESS;
            default -> new Work.Succeeds(list(instance.taskId()));
        });
    }

    /** What collects the results gets those of the instances that succeeded. */
    private void then(DrivenRun run, MapSpec mapping, JsonNode expected) {
        assertThat(expected.propertyNames()).isSubsetOf("trigger_rule", "expect_runs", "expect_receives", "source");
        assertThat(expected.required("trigger_rule").asString()).isEqualTo("all_done");
        TaskInstance collector = run.state().instance(run.number("collector"));
        assertThat(collector.state() == TaskState.SUCCESS)
                .isEqualTo(expected.required("expect_runs").asBoolean());
        ArrayNode received = JsonNodeFactory.instance.arrayNode();
        for (int number : run.state().numbersOf(run.state().graph().indexOf("mapped"))) {
            TaskInstance instance = run.state().instance(number);
            if (instance.state() == TaskState.SUCCESS) {
                received.add(output(mapping, instance.mapIndex()));
            }
        }
        assertThat(received).isEqualTo(expected.required("expect_receives"));
    }

    private void step(String words) {
        Matcher zip = ZIP.matcher(words);
        Matcher concat = CONCAT.matcher(words);
        Matcher times = TIMES.matcher(words);
        Matcher one = ONE.matcher(words);
        if (zip.matches()) {
            source = new MapSpec.Zip(sources(zip.group(1)), fill());
        } else if (concat.matches()) {
            source = new MapSpec.Concat(sources(concat.group(1)));
        } else if (times.matches()) {
            lists.put("doubled", doubled(list(times.group(1)), Integer.parseInt(times.group(2))));
        } else if (one.matches()) {
            code = changed(one.group(1), one.group(2), one.group(3));
        } else if (words.equals("map: (n, s) -> s repeated n times")) {
            code = pair -> new Work.Succeeds(JsonNodeFactory.instance.stringNode(
                    pair.get(1).asString().repeat(pair.get(0).asInt())));
        } else if (words.equals("use as expand_kwargs")) {
            Function<JsonNode, Work> before = code;
            code = element -> asArguments(before.apply(element));
        } else {
            throw new AssertionError("the step '" + words + "' is not known");
        }
    }

    private List<MapSpec.Source> sources(String names) {
        List<MapSpec.Source> sources = new ArrayList<>();
        for (String name : names.split(", ?")) {
            assertThat(lists).containsKey(name);
            sources.add(new MapSpec.Output(name));
        }
        return sources;
    }

    /** "unset" and no field at all are none; a JSON null is one. */
    private @Nullable JsonNode fill() {
        JsonNode fill = testCase.json().path("fillvalue");
        return fill.isMissingNode() || fill.asString("").equals("unset") ? null : fill;
    }

    private static JsonNode doubled(JsonNode list, int factor) {
        ArrayNode doubled = JsonNodeFactory.instance.arrayNode();
        list.forEach(value -> doubled.add(factor * value.asInt()));
        return doubled;
    }

    private static Function<JsonNode, Work> changed(String value, String to, String others) {
        return element -> change(element, element.asString().equals(value) ? to : others);
    }

    private static Work change(JsonNode element, String words) {
        return switch (words) {
            case "unchanged" -> new Work.Succeeds(element);
            case "null" -> new Work.Succeeds(NullNode.getInstance());
            case "raises skip" -> new Work.Skips();
            case "raises", "raises an error" -> new Work.Fails();
            case "-> {value: v}" ->
                new Work.Succeeds(JsonNodeFactory.instance.objectNode().set("value", element));
            default -> throw new AssertionError("the change '" + words + "' is not known");
        };
    }

    /** An element that is to be arguments by name has to be an object. */
    private static Work asArguments(Work work) {
        return work instanceof Work.Succeeds success
                ? success.output() != null && success.output().isObject()
                        ? new Work.Succeeds(success.output().required("value"))
                        : new Work.Fails()
                : work;
    }
}
