package io.orchestrator.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeverCheckTest {

    @ParameterizedTest
    @EnumSource(names = {"ALL_SUCCESS", "NONE_SKIPPED", "ALL_DONE_MIN_ONE_SUCCESS"})
    void aJoinOfBothWaysThatEverySkipSkipsIsRefused(TriggerRule rule) {
        assertThat(check("java.lang.String", rule, Map.of("s", List.of("small"), "l", List.of("large"))))
                .singleElement()
                .asString()
                .startsWith("Task 'join': its rule " + rule.name().toLowerCase(java.util.Locale.ROOT))
                .contains("whatever 'size' chooses", "none_failed_min_one_success");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE_FAILED_MIN_ONE_SUCCESS", "ALL_DONE", "ONE_SUCCESS", "NONE_FAILED"})
    void aJoinThatOneSkipDoesNotSkipIsRight(TriggerRule rule) {
        assertThat(check("java.lang.String", rule, Map.of("s", List.of("small"), "l", List.of("large"))))
                .isEmpty();
    }

    @Test
    void aJoinIsRightIfSomeChoiceOrSeveralTogetherTakeBothWays() {
        assertThat(check(
                        "java.lang.String",
                        TriggerRule.ALL_SUCCESS,
                        Map.of("s", List.of("small"), "all", List.of("small", "large"))))
                .isEmpty();
        assertThat(check(
                        "java.util.List<java.lang.String>",
                        TriggerRule.ALL_SUCCESS,
                        Map.of("s", List.of("small"), "l", List.of("large"))))
                .isEmpty();
    }

    private static List<String> check(String type, TriggerRule rule, Map<String, List<String>> choices) {
        ControlSpec branch = ControlSpec.PLAIN.withDecision(new DecisionSpec.Branch(choices, null));
        return new DagCheck(graph -> List.of())
                .check(DagGraph.builder("d")
                        .tasks(
                                TaskSpec.builder("size")
                                        .outputType(type)
                                        .control(branch)
                                        .build(),
                                TaskSpec.builder("small").after("size").build(),
                                TaskSpec.builder("large").after("size").build(),
                                TaskSpec.builder("detail").after("large").build(),
                                TaskSpec.builder("join")
                                        .after("small", "detail")
                                        .triggerRule(rule)
                                        .build(),
                                TaskSpec.builder("last").after("join").build())
                        .build());
    }
}
