package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.Param;
import io.orchestrator.sdk.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot be meant is refused where it is said, and a wrong value fails the task that handed it on, alone. */
class WrongValuesTest {

    @Test
    void aTaskThatIsMappedOverFailsIfItReturnsNoList() {
        Dag dag = Dag.define("mapped", d -> {
            Task<List<Integer>> list = d.task("list", WrongValuesTest::noList);
            d.forEach("each", (Integer item) -> {}, Each.of(list));
            d.action("beside", () -> {});
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.states())
                .containsEntry("list", "failed")
                .containsEntry("each", "upstream_failed")
                .containsEntry("beside", "success");
        assertThat(run.task("list").reason())
                .hasValueSatisfying(why -> assertThat(why).contains("expected a list"));
    }

    @SuppressWarnings("NullAway") // as an author without a checker would
    private static List<Integer> noList() {
        return none();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        @Nullable T nothing = null;
        return nothing;
    }

    record Settings(@Param(min = 1, max = 10) int rows) {}

    @Test
    void paramsThatDoNotFitAreRefusedWithTheirName() {
        Dag dag = Dag.define("sized", d -> {
            Input<Settings> settings = d.params(new Settings(1));
            d.action("load", (Settings given) -> {}, settings);
        });
        try (DagScenario scenario = DagScenario.of(dag)) {
            assertThatThrownBy(() -> scenario.trigger(Map.of("rows", 11)))
                    .hasMessageContaining("params of DAG sized: rows is 11")
                    .hasMessageContaining("10");
            assertThatThrownBy(() -> scenario.trigger(Map.of("row", 1))).hasMessageContaining("row");
            assertThat(scenario.runs()).isEmpty();
        }
    }

    @Test
    void aJoinThatNoChoiceLetsRunIsRefused() {
        Dag dag = Dag.define("joined", d -> {
            Task<Boolean> large = d.task("is_large", () -> true);
            Task<Void> yes = d.action("yes", () -> {});
            Task<Void> no = d.action("no", () -> {});
            d.branch(large).when(true, yes).when(false, no);
            d.action("join", () -> {}).after(yes, no);
        });

        assertThatThrownBy(() -> DagTest.of(dag).run())
                .hasMessageContaining("Task 'join': its rule all_success can never be met")
                .hasMessageContaining("none_failed_min_one_success");
    }
}
