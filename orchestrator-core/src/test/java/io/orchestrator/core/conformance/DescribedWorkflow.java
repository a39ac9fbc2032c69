package io.orchestrator.core.conformance;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A workflow of setups, work and teardowns that a case describes in words, one phrase per task. */
final class DescribedWorkflow {

    private static final Pattern LIST = Pattern.compile("returns (\\[[^]]*])");
    private static final Pattern MAPPED = Pattern.compile("mapped over (\\d+)");
    private static final Pattern EACH = Pattern.compile("mapped over \\d+: (.*)");
    private static final Pattern SCOPE = Pattern.compile("in the scope (?:of )?(\\w+)");
    private static final Pattern NTH = Pattern.compile("its (first|second|third) instance (fails|skips)");

    private final JsonNode words;
    private final Map<String, List<Work>> outcomes = new LinkedHashMap<>();
    private final GraphOf graph = new GraphOf();

    DescribedWorkflow(JsonNode words) {
        this.words = words;
    }

    DrivenRun runToItsEnd() {
        if (words.has("group1")) {
            return groups();
        }
        words.propertyStream()
                .forEach(task -> describe(task.getKey(), task.getValue().asString()));
        connect();
        return DrivenRun.queued(graph).toItsEnd(this::work);
    }

    private DrivenRun groups() {
        boolean fails = words.required("group1").asString().contains("work (fails)");
        GraphOf two = SetupTeardownTopic.twoGroups("g1", "g2", "setup", "work", "teardown");
        if (words.path("fail_fast").asBoolean(false)) {
            two.failFast();
        }
        return DrivenRun.queued(two)
                .toItsEnd(instance -> fails && instance.taskId().endsWith(".work")
                        ? new Work.Fails()
                        : new Work.Succeeds(GraphOf.numbers(3)));
    }

    private void describe(String id, String phrase) {
        boolean decides = phrase.contains("on_failure_fail_run");
        graph.add(
                id,
                phrase.startsWith("teardown")
                        ? decides ? TaskRole.DECIDING_TEARDOWN : TaskRole.TEARDOWN
                        : phrase.startsWith("setup") ? TaskRole.SETUP : TaskRole.WORK);
        Matcher mapped = MAPPED.matcher(phrase);
        if (mapped.find()) {
            graph.map(id, new MapSpec.Values(GraphOf.numbers(Integer.parseInt(mapped.group(1)))));
        }
        outcomes.put(id, works(phrase));
    }

    private static List<Work> works(String phrase) {
        Matcher each = EACH.matcher(phrase);
        if (each.find()) {
            List<Work> works = new ArrayList<>();
            for (String one : each.group(1).split(", ")) {
                works.add(work(one));
            }
            return works;
        }
        Matcher nth = NTH.matcher(phrase);
        if (nth.find()) {
            List<Work> works = new ArrayList<>(List.of(DrivenRun.SUCCESS, DrivenRun.SUCCESS, DrivenRun.SUCCESS));
            works.set(List.of("first", "second", "third").indexOf(nth.group(1)), work(nth.group(2)));
            return works;
        }
        Matcher list = LIST.matcher(phrase);
        return List.of(
                list.find() && !phrase.contains("fail") ? new Work.Succeeds(numbers(list.group(1))) : work(phrase));
    }

    private static ArrayNode numbers(String text) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String number : text.substring(1, text.length() - 1).split(", ?")) {
            list.add(Integer.parseInt(number));
        }
        return list;
    }

    private static Work work(String phrase) {
        boolean fails = phrase.matches(".*\\bfails?\\b.*");
        return fails ? new Work.Fails() : phrase.matches(".*\\bskips?\\b.*") ? new Work.Skips() : DrivenRun.SUCCESS;
    }

    private void connect() {
        words.propertyStream()
                .forEach(task -> connect(task.getKey(), task.getValue().asString()));
    }

    private void connect(String id, String phrase) {
        if (phrase.startsWith("teardown")) {
            words.propertyNames().stream()
                    .filter(other -> phrase(other).startsWith("setup") && isTeardownOf(phrase, other))
                    .forEach(setup -> graph.edge(setup, id));
            words.propertyNames().stream()
                    .filter(other -> isWork(phrase(other)) && isInScopeOf(phrase(other), phrase))
                    .forEach(work -> graph.edge(work, id));
        } else if (isWork(phrase)) {
            words.propertyNames().stream()
                    .filter(other ->
                            phrase(other).startsWith("setup") && scopeOf(phrase).equals(other))
                    .forEach(setup -> graph.edge(setup, id));
        }
        if (phrase.contains("mapped over the")) {
            graph.map(id, new MapSpec.Output("setup"));
        }
    }

    private static boolean isWork(String phrase) {
        return !phrase.startsWith("setup") && !phrase.startsWith("teardown");
    }

    private String phrase(String id) {
        return words.required(id).asString();
    }

    /** A teardown that names no setup is that of the task called setup. */
    private static boolean isTeardownOf(String phrase, String setup) {
        return phrase.contains(" of ") ? phrase.matches(".*\\b(of|and of) " + setup + "\\b.*") : setup.equals("setup");
    }

    private static String scopeOf(String phrase) {
        Matcher scope = SCOPE.matcher(phrase);
        return scope.find() ? scope.group(1) : "setup";
    }

    private static boolean isInScopeOf(String work, String teardown) {
        return isTeardownOf(teardown, scopeOf(work));
    }

    private Work work(TaskInstance instance) {
        List<Work> works = outcomes.getOrDefault(instance.taskId(), List.of(DrivenRun.SUCCESS));
        return works.size() == 1 ? works.getFirst() : works.get(instance.mapIndex());
    }
}
