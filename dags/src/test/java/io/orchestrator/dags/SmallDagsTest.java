package io.orchestrator.dags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.TaskDefinition;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallDagsTest {

    @Test
    void theRetryDemoFailsOnceAndHasARetryForThat() {
        assertThatThrownBy(() -> RetryDemo.unsteady(TestContext.of("unsteady", 1, Map.of())))
                .hasMessageContaining("first attempt always fails");
        assertThat(RetryDemo.unsteady(TestContext.of("unsteady", 2, Map.of()))).isEqualTo(2);
        assertThat(new RetryDemo().dag().tasks().getFirst().retry().retries()).isPositive();
    }

    @Test
    void twentyTasksFanOutAndOneJoins() {
        Dag dag = new FanOut().dag();

        assertThat(dag.tasks()).hasSize(22);
        assertThat(dag.tasks().getLast().after())
                .hasSize(20)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj("count_%02d"::formatted)
                        .toList());
    }

    @Test
    void thePartsOfTheFanOutCountEachNumberOnce() {
        TestContext context = TestContext.of("count", 1, Map.of("start", 0, "step", 50));
        FanOut.Span span = FanOut.chooseSpan(context);

        int primes = IntStream.range(0, 20)
                .map(part -> FanOut.count(context, span, part))
                .sum();

        assertThat(primes).as("primes below 1000").isEqualTo(168);
    }

    @Test
    void theFailingDemoFailsUnlessToldOtherwise() {
        assertThatThrownBy(() -> FailingDemo.fails(TestContext.of("fails", 1, Map.of()), 42))
                .hasMessageContaining("43 were expected");
        assertThat(FailingDemo.fails(TestContext.of("fails", 1, Map.of("fail", false)), 42))
                .isEqualTo(42);
        assertThat(new FailingDemo().dag().tasks())
                .extracting(TaskDefinition::id)
                .containsExactly("prepare", "fails", "publish", "announce");
    }
}
