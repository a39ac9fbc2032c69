package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagDefinitionException;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.ElementSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskDefinition;
import io.orchestrator.sdk.TypeRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Definitions of mapped tasks in words, as the sdk takes them. */
final class MappingDefinitions {

    private MappingDefinitions() {}

    static void check(Case testCase) {
        String words = testCase.text("definition");
        switch (words) {
            case "a mapped task inside a mapped group" -> {
                rejected(testCase);
                assertThatExceptionOfType(DagDefinitionException.class)
                        .isThrownBy(() -> Dag.define(
                                "x",
                                dag -> dag.mapGroup("group", Each.values(1))
                                        .forEach("task", (Integer n) -> {}, Each.values(2))));
            }
            case "op1 >> plain group holding a mapped task >> finish" -> {
                Set<String> expected = new TreeSet<>();
                testCase.json()
                        .required("expect_edges")
                        .forEach(edge -> expected.add(
                                edge.get(0).asString() + ">" + edge.get(1).asString()));
                assertThat(ScopeWiring.edges(holdingAMappedTask())).isEqualTo(expected);
            }
            case "g1.gen returns a list; g2.add (other group) is mapped over it" ->
                assertThat(consumers()).isEqualTo(expectedConsumers(testCase.json()));
            default -> typed(testCase, words);
        }
    }

    /** The compiler refuses it: arguments and options have names and types. */
    private static void typed(Case testCase, String words) {
        if (!words.matches("(fixed|mapped) .* (does not have|is not an? \\w+|both fixed and mapped)")) {
            fail("%s: the definition '%s' is not known", testCase.id(), words);
        }
        rejected(testCase);
    }

    private static void rejected(Case testCase) {
        assertThat(testCase.text("expect")).isEqualTo("rejected");
    }

    private static Dag holdingAMappedTask() {
        return Dag.define("x", dag -> {
            var group = dag.group("group").after(dag.action("op1", () -> {}));
            group.forEach("task_2", (Integer n) -> {}, Each.values(1, 2));
            dag.action("finish", () -> {}).after(group);
        });
    }

    private static Map<String, Set<String>> consumers() {
        Dag defined = Dag.define("x", dag -> {
            Task<List<Integer>> gen =
                    dag.group("g1").task("gen", () -> List.of(1)).returning(new TypeRef<List<Integer>>() {});
            dag.group("g2").forEach("add", (Integer n) -> {}, Each.of(gen));
        });
        Map<String, Set<String>> consumers = new TreeMap<>();
        for (TaskDefinition task : defined.tasks()) {
            for (ElementSource source : task.flow().mapping()) {
                String from = ((ElementSource.Output) source).taskId();
                consumers.computeIfAbsent(from, first -> new TreeSet<>()).add(task.id());
            }
        }
        return consumers;
    }

    private static Map<String, Set<String>> expectedConsumers(JsonNode json) {
        Map<String, Set<String>> expected = new TreeMap<>();
        json.required("expect_mapped_consumers").propertyStream().forEach(source -> {
            Set<String> tasks = new TreeSet<>();
            source.getValue().forEach(task -> tasks.add(task.asString()));
            expected.put(source.getKey(), tasks);
        });
        return expected;
    }
}
