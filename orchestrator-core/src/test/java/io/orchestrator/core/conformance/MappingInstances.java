package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.MapSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which instances a mapped task has, before and after its list is known. */
final class MappingInstances {

    private static final Pattern LITERAL = Pattern.compile("literal (?:of length (\\d+)|(\\[.*]))");
    private static final Pattern UPSTREAM = Pattern.compile("upstream result(?: of length (\\d+))?");
    private static final Pattern GAVE = Pattern.compile(".*gave (\\d+) elements?");
    private static final Pattern GROUP_TASK = Pattern.compile("(\\S+)(?: \\(after (.*)\\))?");

    private final Case testCase;
    private final GraphOf graph = new GraphOf();
    private final Map<String, Integer> lengths = new LinkedHashMap<>();

    private MappingInstances(Case testCase) {
        this.testCase = testCase;
    }

    static void check(Case testCase) {
        MappingInstances instances = new MappingInstances(testCase);
        if (testCase.json().has("before")) {
            instances.revised();
        } else {
            instances.created();
        }
    }

    private void created() {
        JsonNode json = testCase.json();
        if (json.has("group_expand")) {
            group();
        } else if (json.has("expand")) {
            graph.map("mapped", sources(json.path("expand"), "mapped"));
        } else if (json.has("expand_kwargs")) {
            graph.map("mapped", source("rows", json.path("expand_kwargs").asString(), "mapped"));
        } else {
            graph.map("mapped", source("rows", "upstream result of length " + json.path("upstream_length"), "mapped"));
        }
        DrivenRun run = DrivenRun.queued(graph);
        if (testCase.text("when").equals("run created")) {
            expectRows(run, "expect", "expect_by_task");
        }
        run.toItsEnd(instance -> new Work.Succeeds(GraphOf.numbers(lengths.getOrDefault(instance.taskId(), 0))));
        if (testCase.text("when").equals("upstream task succeeded")) {
            expectRows(run, "expect", "expect_by_task");
        }
        if (json.has("expect_schedulable")) {
            assertThat(run.ended())
                    .as("attempts")
                    .hasSize(json.path("expect_schedulable").size());
        }
        expectIndexes(run, json.path("expect_after_upstream"), "mapped");
        json.path("expect_after_upstream_by_task")
                .propertyStream()
                .forEach(task -> expectIndexes(run, task.getValue(), task.getKey()));
    }

    private void expectRows(DrivenRun run, String field, String byTask) {
        if (testCase.json().has(field)) {
            assertThat(MappingTopic.rows(run, "mapped"))
                    .isEqualTo(MappingTopic.rows(testCase.json().path(field)));
        }
        testCase.json()
                .path(byTask)
                .propertyStream()
                .forEach(task -> assertThat(MappingTopic.rows(run, task.getKey()))
                        .isEqualTo(MappingTopic.rows(task.getValue())));
    }

    private static void expectIndexes(DrivenRun run, JsonNode expected, String task) {
        if (!expected.isMissingNode()) {
            assertThat(run.state().numbersOf(run.state().graph().indexOf(task)))
                    .extracting(number -> run.state().instance(number).mapIndex())
                    .isEqualTo(expected.valueStream()
                            .map(row -> row.required("map_index").asInt())
                            .toList());
        }
    }

    private void group() {
        JsonNode json = testCase.json();
        List<String> tasks = new ArrayList<>();
        for (JsonNode words : json.path("group_tasks")) {
            Matcher task = GROUP_TASK.matcher(words.asString());
            assertThat(task.matches()).isTrue();
            tasks.add(task.group(1));
            graph.add(task.group(1));
            if (task.group(2) != null) {
                graph.edge(task.group(2), task.group(1));
            }
        }
        json.path("expect_by_task").propertyNames().forEach(tasks::add);
        List<MapSpec.Source> sources = List.of(sources(json.path("group_expand"), tasks.getFirst()));
        graph.groupOf("tg", tasks, sources);
        testCase.optionalText("then_task").ifPresent(words -> {
            assertThat(words).endsWith("(after the group)");
            graph.edge(tasks.getLast(), words.split(" ")[0]);
        });
    }

    private MapSpec.Source[] sources(JsonNode args, String consumer) {
        return args.propertyStream()
                .map(arg -> source(arg.getKey(), arg.getValue().asString(), consumer))
                .toArray(MapSpec.Source[]::new);
    }

    private MapSpec.Source source(String name, String words, String consumer) {
        Matcher literal = LITERAL.matcher(words);
        if (literal.matches()) {
            return new MapSpec.Values(
                    literal.group(1) == null
                            ? Json.MAPPER.readTree(literal.group(2))
                            : GraphOf.numbers(Integer.parseInt(literal.group(1))));
        }
        Matcher upstream = UPSTREAM.matcher(words);
        assertThat(upstream.matches()).as("a source that is known: %s", words).isTrue();
        graph.edge("up_" + name, consumer);
        lengths.put("up_" + name, upstream.group(1) == null ? 1 : Integer.parseInt(upstream.group(1)));
        return new MapSpec.Output("up_" + name);
    }

    /** Rows that are there, and a list that is made (anew). */
    private void revised() {
        JsonNode json = testCase.json();
        OptionalInt length = length();
        graph.edge("up", "mapped").map("mapped", new MapSpec.Output("up"));
        TaskGraph tasks = graph.build();
        List<TaskInstance> instances = new ArrayList<>();
        instances.add(
                length.isEmpty()
                        ? TaskInstance.created(1, "up", -1, 0)
                        : DrivenRows.withResult(
                                DrivenRows.instance("up", -1, "success", 1), TaskResult.ofLength(length.getAsInt())));
        for (JsonNode row : json.required("before")) {
            int index = row.required("map_index").asInt();
            @Nullable
            String state =
                    row.required("state").isNull() ? null : row.path("state").asString();
            instances.add(DrivenRows.instance("mapped", index, state, 10 + index));
        }
        DrivenRun run = new DrivenRun(
                new RunState(
                        tasks, DrivenRows.run(DagRunState.RUNNING, RunType.MANUAL, null, null), instances, List.of()),
                DrivenRows.NOW);
        run.look();
        if (json.has("expect")) {
            DocumentedAnswers.settle(
                    testCase,
                    MappingTopic.rows(json.path("expect")),
                    MappingTopic.rows(run, "mapped"),
                    () -> MappingTopic.rows(json.required("before")));
        }
        if (json.has("expect_schedulable")) {
            assertThat(run.runnable().stream()
                            .filter(number -> run.state().instance(number).mapIndex() >= 0))
                    .hasSize(json.path("expect_schedulable").asInt());
        }
        // Notes and results belong to the row that stood for the list, and that is gone.
        json.path("expect_records_left").propertyStream().forEach(left -> {
            assertThat(left.getValue().asInt()).isZero();
            assertThat(run.number("mapped")).isNegative();
        });
    }

    private OptionalInt length() {
        JsonNode json = testCase.json();
        if (json.has("upstream_length")) {
            return OptionalInt.of(json.path("upstream_length").asInt());
        }
        Matcher gave = GAVE.matcher(testCase.text("change"));
        if (gave.matches()) {
            return OptionalInt.of(Integer.parseInt(gave.group(1)));
        }
        return testCase.text("change").endsWith("becomes mapped") ? OptionalInt.of(2) : OptionalInt.empty();
    }
}
