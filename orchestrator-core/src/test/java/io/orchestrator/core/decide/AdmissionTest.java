package io.orchestrator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Admission.Capacity;
import io.orchestrator.core.decide.Admission.Grant;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Need PLAIN = new Need("default", List.of(), LimitSpec.DEFAULT_POOL);
    private static final Need GPU = new Need("default", List.of("gpu"), LimitSpec.DEFAULT_POOL);
    private static final UUID SMALL = new UUID(0, 1);
    private static final UUID LARGE = new UUID(0, 2);

    @Test
    void aTaskGoesOnlyWhereAllThatItRequiresIs() {
        assertThat(admit(
                        List.of(capacity(SMALL, 5), capacity(LARGE, 1, "gpu", "ssd")),
                        task(1, GPU, 1),
                        task(2, GPU, 1)))
                .extracting(Grant::sessionId)
                .containsExactly(LARGE);
        Need both = new Need("default", List.of("gpu", "ssd"), LimitSpec.DEFAULT_POOL);
        assertThat(admit(List.of(capacity(SMALL, 5, "gpu")), task(1, both, 1))).isEmpty();
    }

    @Test
    void aTaskThatNobodyCanTakeHoldsUpNoOther() {
        assertThat(admit(List.of(capacity(SMALL, 1)), task(1, GPU, 9), task(2, PLAIN, 1)))
                .extracting(grant -> grant.ready().number())
                .containsExactly(2);
    }

    @Test
    void heavierTasksGoFirstWhateverTheyNeed() {
        assertThat(admit(List.of(capacity(LARGE, 2, "gpu")), task(1, PLAIN, 1), task(2, GPU, 5), task(3, PLAIN, 3)))
                .extracting(grant -> grant.ready().number())
                .containsExactly(2, 3);
    }

    private static Capacity capacity(UUID session, int slots, String... capabilities) {
        return new Capacity(session, List.of("default"), List.of(capabilities), slots, slots, 0);
    }

    private static ReadyTask task(int number, Need need, int priority) {
        return new ReadyTask(1, number, new Line(need, new Holder(WorkClass.LIVE, "d")), priority);
    }

    private static List<Grant> admit(List<Capacity> sessions, ReadyTask... tasks) {
        Map<Line, NavigableSet<ReadyTask>> ready = new HashMap<>();
        Stream.of(tasks)
                .forEach(task -> ready.computeIfAbsent(task.line(), first -> new TreeSet<>())
                        .add(task));
        return Admission.admit(ready, sessions, new Limits(new TestLimits()), TestLimits.firstRound());
    }
}
