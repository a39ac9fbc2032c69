package io.orchestrator.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.worker.bundle.Bundle;
import io.orchestrator.worker.runner.PoolPlan.Member;
import io.orchestrator.worker.runner.PoolPlan.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolPlanTest {

    final List<Member<String>> members = new ArrayList<>();

    @Test
    void aNeededRunnerIsStartedUnlessOneIsStartingAlready() {
        assertThat(plan(List.of(warm("a")), List.of(), 2).start()).containsExactly(warm("a"));

        member("r1", "a", State.STARTING);
        assertThat(plan(List.of(warm("a")), List.of(), 2).start()).isEmpty();
        assertThat(plan(List.of(warm("a"), warm("a")), List.of(), 2).start()).containsExactly(warm("a"));
    }

    @Test
    void theRunnerThatWasIdleLongestMakesRoom() {
        member("older", "a", State.IDLE);
        member("newer", "b", State.IDLE);
        PoolPlan<String> plan = plan(List.of(warm("c")), List.of(), 2);

        assertThat(plan.start()).containsExactly(warm("c"));
        assertThat(plan.end()).containsExactly("older");
    }

    @Test
    void aNeededRunnerIsStartedEvenBeyondTheLimit() {
        member("r1", "a", State.BUSY);
        member("r2", "a", State.BUSY);

        assertThat(plan(List.of(warm("b")), List.of(), 2).start()).containsExactly(warm("b"));
    }

    @Test
    void aRunnerIsWarmedAheadOnceAndWithinTheLimit() {
        member("r1", "a", State.BUSY);
        assertThat(plan(List.of(), List.of(warm("b"), warm("b")), 2).start()).containsExactly(warm("b"));

        member("r2", "a", State.BUSY);
        assertThat(plan(List.of(), List.of(warm("b")), 2).start()).isEmpty();
    }

    @Test
    void aWarmRunnerOfTheSameKindIsWaitedFor() {
        member("r1", "a", State.BUSY);

        assertThat(plan(List.of(), List.of(warm("a")), 2).start()).isEmpty();
    }

    @Test
    void aFreshRunnerIsWarmedAheadAlthoughOneIsBusy() {
        members.add(new Member<>("r1", fresh("a").key(), State.BUSY, 0));

        assertThat(plan(List.of(), List.of(fresh("a")), 2).start()).containsExactly(fresh("a"));
    }

    @Test
    void anIdleRunnerThatSomebodyWaitsForIsKept() {
        member("wanted", "a", State.IDLE);
        member("other", "b", State.IDLE);
        PoolPlan<String> plan = plan(List.of(warm("c")), List.of(warm("a")), 2);

        assertThat(plan.end()).containsExactly("other");
    }

    private PoolPlan<String> plan(List<Wish> needed, List<Wish> ahead, int limit) {
        return PoolPlan.of(members, needed, ahead, limit);
    }

    private void member(String name, String build, State state) {
        members.add(new Member<>(name, warm(build).key(), state, members.size()));
    }

    private static Wish warm(String build) {
        return new Wish(new RunnerKey(build, RunnerSpec.WARM), new Bundle(build, List.of(), List.of()));
    }

    private static Wish fresh(String build) {
        RunnerSpec spec = new RunnerSpec(null, List.of(), true);
        return new Wish(new RunnerKey(build, spec), new Bundle(build, List.of(), List.of()));
    }
}
