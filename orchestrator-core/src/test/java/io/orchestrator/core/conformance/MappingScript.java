package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Mapped tasks that a case describes in words, one phrase per task, and what happens to them step by step. */
final class MappingScript {

    private static final Pattern RETURNS = Pattern.compile("(?:returns|passes) (\\[[^]]*]|\\d+)");
    private static final Pattern PASSES_ON = Pattern.compile("passes (?:on )?([\\w.]+)(?:'s value| on)");
    private static final Pattern OVER = Pattern.compile(
            "(?:expands|expanded|mapped) over ((?:\\w+=)?(?:\\[[^]]*]|[\\w.]+ literals|[\\w.]+)(?:, \\w+=[\\w.]+)*)");
    private static final Pattern AFTER = Pattern.compile("after ([\\w.]+)");
    private static final Pattern TAKES = Pattern.compile("takes (?:all of|the result of group) ([\\w.]+)");
    private static final Pattern FIXED = Pattern.compile("fixed \\w+=([\\w.]+)");
    private static final Pattern SKIPS_WHEN = Pattern.compile("skips when its value is (\\d+)");
    private static final Pattern INDEXES = Pattern.compile("indexes ([\\d,]+)");

    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, List<MapSpec.Source>> groups = new LinkedHashMap<>();
    private final JsonNode groupOver;
    private final GraphOf graph = new GraphOf();
    private final Map<String, DrivenRun> runs = new LinkedHashMap<>();

    MappingScript(JsonNode tasks) {
        this(tasks, MissingNode.getInstance());
    }

    /** @param groupOver what all groups are mapped over */
    MappingScript(JsonNode tasks, JsonNode groupOver) {
        this.groupOver = groupOver;
        tasks.propertyStream()
                .forEach(task -> words.put(task.getKey(), task.getValue().asString()));
        words.keySet().forEach(graph::add);
        words.forEach(this::describe);
        groups.forEach((group, sources) -> graph.groupOf(
                group,
                words.keySet().stream().filter(id -> groupOf(id).equals(group)).toList(),
                sources));
    }

    /** Tasks whose ids have a dot are in a group; others in one of their own, if the words say that they are in one. */
    private static String groupOf(String id) {
        return id.contains(".") ? id.substring(0, id.lastIndexOf('.')) : "group of " + id;
    }

    private void describe(String id, String phrase) {
        for (TriggerRule rule : TriggerRule.values()) {
            String name = rule.name().toLowerCase(Locale.ROOT);
            if (phrase.matches(".*\\b" + name + "\\b.*")) {
                graph.rule(id, name);
            }
        }
        List<MapSpec.Source> sources = sources(id, phrase);
        boolean inGroup = phrase.contains("group") && !phrase.contains("result");
        if (!sources.isEmpty() && (inGroup || phrase.contains("in a group"))) {
            groups.put(groupOf(id), sources);
        } else if (!sources.isEmpty()) {
            graph.map(id, sources.toArray(MapSpec.Source[]::new));
        } else if (id.contains(".") && !groups.containsKey(groupOf(id))) {
            groups.put(groupOf(id), groupSources(id));
        }
        Stream.of(AFTER, FIXED, PASSES_ON)
                .flatMap(pattern -> pattern.matcher(phrase).results())
                .forEach(found -> named(id, found.group(1)).ifPresent(before -> graph.edge(before, id)));
        TAKES.matcher(phrase)
                .results()
                .forEach(found -> last(found.group(1)).forEach(before -> graph.edge(before, id)));
        if (phrase.equals("takes the group's result")) {
            last("tg").forEach(before -> graph.edge(before, id));
        }
        // The second of a pair takes the first one's value, also where the words only say that it fails.
        if (id.endsWith("_b") && words.containsKey(id.replaceFirst("_b$", "_a"))) {
            graph.edge(id.replaceFirst("_b$", "_a"), id);
        }
        if (phrase.contains("depends_on_past")) {
            graph.control(id, control -> control.withPast(new PastSpec(false, false)));
        }
    }

    /** A group that says nothing of a list is mapped over the one list that there is. */
    private List<MapSpec.Source> groupSources(String id) {
        if (!groupOver.isMissingNode()) {
            return List.of(new MapSpec.Values(groupOver));
        }
        String source = words.keySet().stream()
                .filter(other ->
                        !other.contains(".") && RETURNS.matcher(phrase(other)).find())
                .findFirst()
                .orElseThrow();
        graph.edge(source, id);
        return List.of(new MapSpec.Output(source));
    }

    private String phrase(String id) {
        return Objects.requireNonNull(words.get(id));
    }

    /** A task by its id, or by its id within the group. */
    private Optional<String> named(String id, String name) {
        return Stream.of(name, groupOf(id) + "." + name)
                .filter(words::containsKey)
                .findFirst();
    }

    /** The task, or the tasks of a group that no other of its tasks comes after. */
    private List<String> last(String name) {
        if (words.containsKey(name)) {
            return List.of(name);
        }
        List<String> members =
                words.keySet().stream().filter(id -> id.startsWith(name + ".")).toList();
        return members.stream()
                .filter(id -> members.stream()
                        .noneMatch(
                                other -> phrase(other).matches(".*\\b(after|passes) " + Pattern.quote(id) + "\\b.*")))
                .toList();
    }

    private List<MapSpec.Source> sources(String id, String phrase) {
        Matcher indexes = INDEXES.matcher(phrase);
        if (indexes.find()) {
            return List.of(new MapSpec.Values(GraphOf.numbers(indexes.group(1).split(",").length)));
        }
        Matcher over = OVER.matcher(phrase);
        if (!over.find()) {
            return List.of();
        }
        if (over.group(1).startsWith("[")) {
            return List.of(new MapSpec.Values(Json.MAPPER.readTree(over.group(1))));
        }
        if (over.group(1).endsWith("literals")) {
            return List.of(new MapSpec.Values(
                    GraphOf.numbers(Integer.parseInt(over.group(1).split(" ")[0]))));
        }
        List<MapSpec.Source> sources = new ArrayList<>();
        for (String one : over.group(1).split(", ")) {
            String source = one.substring(one.indexOf('=') + 1);
            graph.edge(source, id);
            sources.add(new MapSpec.Output(source));
        }
        return sources;
    }

    private Work work(DrivenRun run, TaskInstance instance) {
        String phrase = phrase(instance.taskId());
        Matcher when = SKIPS_WHEN.matcher(phrase);
        if (when.find()) {
            return instance.mapIndex() + 1 == Integer.parseInt(when.group(1)) ? new Work.Skips() : DrivenRun.SUCCESS;
        }
        if (phrase.matches(".*\\bfails\\b.*")) {
            return new Work.Fails();
        }
        return phrase.matches(".*\\bskips\\b.*") ? new Work.Skips() : new Work.Succeeds(output(instance.taskId()));
    }

    private @Nullable JsonNode output(String id) {
        Matcher returns = RETURNS.matcher(phrase(id));
        if (returns.find()) {
            return Json.MAPPER.readTree(returns.group(1));
        }
        Matcher passes = PASSES_ON.matcher(phrase(id));
        return passes.find() && words.containsKey(passes.group(1)) ? output(passes.group(1)) : null;
    }

    DrivenRun toItsEnd() {
        DrivenRun run = DrivenRun.queued(graph);
        return run.toItsEnd(instance -> work(run, instance));
    }

    void check(Case testCase) {
        DrivenRun run = DrivenRun.started(graph);
        if (testCase.json().has("expect_first_runnable")) {
            assertThat(run.runnableNames())
                    .containsExactlyInAnyOrderElementsOf(testCase.texts("expect_first_runnable"));
        }
        run.toItsEnd(instance -> work(run, instance));
        run.assertStates(testCase.json().required("expect_states"));
        testCase.expectRunState(run, testCase.json());
    }

    void steps(Case testCase) {
        List<String> names = testCase.json().has("runs") ? testCase.texts("runs") : List.of("");
        names.forEach(name -> runs.put(name, DrivenRun.queued(graph)));
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames())
                    .isSubsetOf(
                            "finish",
                            "fail",
                            "skip",
                            "run",
                            "run_to_end",
                            "set_states",
                            "schedule",
                            "propagate",
                            "expect_states",
                            "expect_runnable",
                            "expect_runnable_not",
                            "expect_scheduled");
            step(step, names);
        }
    }

    private void step(JsonNode step, List<String> names) {
        if (step.path("set_states").isObject()) {
            set(step.path("set_states"), names.getFirst());
        }
        step.path("finish").forEach(name -> end(name.asString(), names, null));
        step.path("fail").forEach(name -> end(name.asString(), names, new Work.Fails()));
        step.path("skip").forEach(name -> end(name.asString(), names, new Work.Skips()));
        String name = step.path("run").asString(names.getFirst());
        DrivenRun run = run(name);
        depend(run, names.indexOf(name) > 0 ? run(names.get(names.indexOf(name) - 1)) : null);
        run.decide(new RunEvent.Start());
        run.look();
        if (step.path("run_to_end").asBoolean(false)) {
            run.toItsEnd(instance -> work(run, instance));
        }
        if (step.has("expect_runnable")) {
            assertThat(run.runnableNames())
                    .containsExactlyInAnyOrderElementsOf(CaseWords.texts(step.path("expect_runnable")));
        }
        step.path("expect_runnable_not")
                .forEach(not -> assertThat(run.runnableNames())
                        .noneMatch(ready -> ready.equals(not.asString()) || ready.startsWith(not.asString() + "[")));
        if (step.has("expect_scheduled")) {
            assertThat(run.runnable()).hasSize(step.path("expect_scheduled").asInt());
        }
        // Asked only whether something may run, Airflow leaves the state alone.
        if (step.path("propagate").asBoolean(true)) {
            run.assertStates(step.path("expect_states"));
        }
    }

    private DrivenRun run(String name) {
        return Objects.requireNonNull(runs.get(name));
    }

    private void end(String name, List<String> names, @Nullable Work work) {
        int colon = name.indexOf(':');
        DrivenRun run = run(colon < 0 ? names.getFirst() : name.substring(0, colon));
        run.decide(new RunEvent.Start());
        String instance = name.substring(colon + 1);
        TaskInstance task = run.state().instance(run.number(instance));
        run.finish(instance, work == null ? new Work.Succeeds(output(task.taskId())) : work);
    }

    private void depend(DrivenRun run, @Nullable DrivenRun before) {
        if (before == null) {
            return;
        }
        run.state().setPast(task -> {
            List<TaskState> states = before.state().numbersOf(task).stream()
                    .map(number -> before.state().instance(number).state())
                    .toList();
            return PastGate.judge(
                    run.state().graph().task(task),
                    List.of(),
                    Catchup.ALL,
                    false,
                    Optional.of(new PastGate.EarlierRun(
                            1, "r1", DrivenRows.NOW, RunType.SCHEDULED, id -> UpstreamCounts.of(states))));
        });
    }

    /** States by hand: a list by map index, or one for what stands for a list. */
    private void set(JsonNode states, String name) {
        Map<String, List<@Nullable String>> all = new LinkedHashMap<>();
        List<String> unexpanded = new ArrayList<>();
        states.propertyStream().forEach(task -> {
            if (task.getValue().isArray()) {
                all.put(task.getKey(), CaseWords.texts(task.getValue()));
            } else {
                unexpanded.add(task.getKey() + " " + task.getValue().asString());
            }
        });
        if (!all.isEmpty()) {
            runs.put(name, DrivenRun.in(graph, all));
        }
        DrivenRun run = run(name);
        run.decide(new RunEvent.Start());
        unexpanded.stream().sorted(Comparator.naturalOrder()).forEach(text -> {
            String[] parts = text.split(" ");
            run.decide(new RunEvent.MarkTask(run.number(parts[0]), TaskState.of(parts[1]), "somebody"));
        });
    }
}
