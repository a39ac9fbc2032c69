package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagBuilder;
import io.orchestrator.sdk.DagDefinitionException;
import io.orchestrator.sdk.Step;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Scopes of setups and teardowns, as the sdk wires them. */
final class ScopeWiring {

    private final DagBuilder dag;
    private final Map<String, Task<?>> tasks = new LinkedHashMap<>();

    private ScopeWiring(DagBuilder dag) {
        this.dag = dag;
    }

    static void scopes(Case testCase) {
        String ours = edges(dag -> {
            ScopeWiring wiring = new ScopeWiring(dag);
            testCase.json().required("scopes").forEach(wiring::scope);
        });
        Set<String> expected = new TreeSet<>();
        testCase.json()
                .required("expect_edges")
                .forEach(edge ->
                        expected.add(edge.get(0).asString() + ">" + edge.get(1).asString()));
        DocumentedAnswers.settle(testCase, expected.toString(), ours, () -> "no rule of ours");
    }

    /** @return the edges, or that the definition is refused */
    private static String edges(Consumer<DagBuilder> body) {
        try {
            return edges(Dag.define("x", body)).toString();
        } catch (DagDefinitionException e) {
            return DocumentedAnswers.REFUSED;
        }
    }

    static Set<String> edges(Dag dag) {
        Set<String> edges = new TreeSet<>();
        for (TaskDefinition task : dag.tasks()) {
            Stream.concat(task.inputs().stream(), task.after().stream())
                    .forEach(before -> edges.add(before + ">" + task.id()));
        }
        return edges;
    }

    private Task<?> task(String id) {
        return tasks.computeIfAbsent(id, first -> dag.action(id, () -> {}));
    }

    private List<Task<?>> tasks(JsonNode ids) {
        List<Task<?>> named = new ArrayList<>();
        ids.forEach(id -> named.add(task(id.asString())));
        return named;
    }

    /** @return everything that lies in the scope, its setups and teardowns too */
    private List<Step> scope(JsonNode scope) {
        List<Task<?>> setups = tasks(scope.path("setups"));
        List<Task<?>> teardowns = tasks(scope.path("teardowns"));
        List<Step> body = new ArrayList<>();
        for (JsonNode member : scope.required("body")) {
            if (member.isString()) {
                body.add(task(member.asString()));
            } else {
                body.addAll(scope(member));
            }
        }
        relate(scope.path("relations"));
        open(setups, teardowns, body);
        List<Step> all = new ArrayList<>(setups);
        all.addAll(body);
        all.addAll(teardowns);
        return all;
    }

    private void open(List<Task<?>> setups, List<Task<?>> teardowns, List<Step> body) {
        if (teardowns.isEmpty()) {
            setups.forEach(setup -> setup.setup().around(body.toArray(Step[]::new)));
        }
        // A second teardown is within the first.
        List<Step> inside = new ArrayList<>(body);
        for (Task<?> teardown : teardowns.reversed()) {
            teardown.teardownOf(setups.toArray(Task<?>[]::new)).around(inside.toArray(Step[]::new));
            inside.add(teardown);
        }
    }

    private void relate(JsonNode relations) {
        relations.forEach(
                edge -> task(edge.get(1).asString()).after(task(edge.get(0).asString())));
    }

    /** Pairs of setups and teardowns first, then a scope that is opened with the teardowns. */
    static void pairs(Case testCase) {
        JsonNode json = testCase.json();
        if (!testCase.flag("expect_valid")) {
            assertThatExceptionOfType(DagDefinitionException.class).isThrownBy(() -> paired(json));
            return;
        }
        Map<String, Set<String>> downstream = new HashMap<>();
        for (String edge : edges(paired(json))) {
            String[] ends = edge.split(">");
            downstream.computeIfAbsent(ends[0], first -> new TreeSet<>()).add(ends[1]);
        }
        json.required("expect_downstream")
                .propertyStream()
                .forEach(expected -> assertThat(downstream.getOrDefault(expected.getKey(), Set.of()))
                        .as(expected.getKey())
                        .containsExactlyInAnyOrderElementsOf(expected.getValue()
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()));
    }

    private static Dag paired(JsonNode json) {
        return Dag.define("x", dag -> {
            ScopeWiring wiring = new ScopeWiring(dag);
            wiring.relate(json.required("relations"));
            List<Task<?>> teardowns = wiring.tasks(json.required("scope_opened_with"));
            List<Task<?>> setups = new ArrayList<>(wiring.tasks.values());
            setups.removeAll(teardowns);
            List<Step> body = new ArrayList<>(wiring.tasks(json.required("body")));
            wiring.open(setups, teardowns, body);
        });
    }

    /** A setup and teardown around two groups, each with its own pair. */
    static void groups(Case testCase) {
        assertThat(testCase.text("describe")).contains("setup/teardown pair around two groups, each with its own pair");
        Set<String> edges = edges(Dag.define("x", dag -> {
            Task<Void> setup = dag.action("dag_setup", () -> {});
            Task<Void> teardown = dag.action("dag_teardown", () -> {}).teardownOf(setup);
            for (String id : List.of("g1", "g2")) {
                group(dag.group(id)).after(setup).before(teardown);
            }
        }));
        expectEnds(testCase, "expect_upstream", edges, 1, 0);
        expectEnds(testCase, "expect_downstream", edges, 0, 1);
    }

    private static io.orchestrator.sdk.Group group(io.orchestrator.sdk.Group group) {
        Task<Void> setup = group.action("group_setup", () -> {});
        Task<Void> first = group.action("w1", () -> {});
        Task<Void> second = group.action("w2", () -> {}).after(first);
        Task<Void> third = group.action("w3", () -> {}).after(second);
        group.action("group_teardown", () -> {}).teardownOf(setup).around(first, second, third);
        return group;
    }

    private static void expectEnds(Case testCase, String field, Set<String> edges, int from, int to) {
        testCase.json()
                .path(field)
                .propertyStream()
                .forEach(expected -> assertThat(edges.stream()
                                .map(edge -> edge.split(">"))
                                .filter(ends -> ends[from].equals(expected.getKey()))
                                .map(ends -> ends[to]))
                        .as("%s of %s", field, expected.getKey())
                        .containsExactlyInAnyOrderElementsOf(expected.getValue()
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()));
    }

    /** Definitions in words. */
    static void definition(Case testCase) {
        JsonNode definition = testCase.json().required("definition");
        String ours = definition.isString() ? inWords(testCase, definition.asString()) : teardown(testCase, definition);
        DocumentedAnswers.settle(
                testCase,
                testCase.text("expect").equals("rejected") ? DocumentedAnswers.REFUSED : DocumentedAnswers.ACCEPTED,
                ours,
                () -> "no rule of ours");
    }

    private static String inWords(Case testCase, String words) {
        if (words.equals("a whole group marked as teardown")) {
            return isMethod("teardownOf") ? DocumentedAnswers.ACCEPTED : DocumentedAnswers.REFUSED;
        }
        if (words.equals("a whole group marked as setup")) {
            return isMethod("setup") ? DocumentedAnswers.ACCEPTED : DocumentedAnswers.REFUSED;
        }
        if (words.equals("a scope opened with a list mixing setup and teardown")) {
            return defined(dag -> {
                Task<Void> setup = dag.action("s", () -> {});
                Task<Void> teardown = dag.action("t", () -> {}).teardownOf(setup);
                dag.action("t2", () -> {}).teardownOf(setup, teardown);
            });
        }
        if (words.equals("two setups, two teardowns and two work tasks with no relations")) {
            return defined(dag -> {
                dag.action("s", () -> {}).setup();
                dag.action("t", () -> {}).teardownOf();
            });
        }
        if (words.startsWith("setup >> ")) {
            return chain(words);
        }
        return fail("%s: the definition '%s' is not known", testCase.id(), words);
    }

    private static boolean isMethod(String name) {
        return Stream.of(io.orchestrator.sdk.Group.class.getMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    /** A setup and tasks after it, of which the last has a rule: {@code setup >> w1 >> w2, w2 has one_failed}. */
    private static String chain(String words) {
        String[] parts = words.split(", ");
        String[] ids = parts[0].split(" >> ");
        String[] rule = parts[1].split(" has ");
        return defined(dag -> {
            Task<?> before = dag.action(ids[0], () -> {}).setup();
            for (int i = 1; i < ids.length; i++) {
                Task<Void> next = dag.action(ids[i], () -> {}).after(before);
                if (ids[i].equals(rule[0])) {
                    next.rule(io.orchestrator.sdk.TriggerRule.valueOf(rule[1].toUpperCase(java.util.Locale.ROOT)));
                }
                before = next;
            }
        });
    }

    private static String teardown(Case testCase, JsonNode definition) {
        assertThat(definition.required("teardown").asBoolean()).isTrue();
        boolean fails = definition.path("on_failure_fail_run").asBoolean();
        Dag dag = Dag.define("x", it -> {
            Task<Void> setup = it.action("s", () -> {});
            Task<Void> teardown = it.action("t", () -> {}).teardownOf(setup);
            if (fails) {
                teardown.failsRun();
            }
        });
        boolean flag = dag.tasks().getLast().flow().role() == TaskDefinition.Role.DECIDING_TEARDOWN;
        assertThat(flag).isEqualTo(testCase.flag("expect_flag"));
        return DocumentedAnswers.ACCEPTED;
    }

    private static String defined(Consumer<DagBuilder> body) {
        String edges = edges(body);
        return edges.equals(DocumentedAnswers.REFUSED) ? edges : DocumentedAnswers.ACCEPTED;
    }
}
