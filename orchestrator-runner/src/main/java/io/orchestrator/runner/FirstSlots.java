package io.orchestrator.runner;

import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.SlotQuestion;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the timetables in Java of a bundle's DAGs for their first slots, all at once: one that hangs holds up no other. */
final class FirstSlots {

    private final Instant now;
    private final Map<String, SlotAsk> asks = new LinkedHashMap<>();

    FirstSlots(Instant now) {
        this.now = now;
    }

    /** Begins to ask, if this DAG has such a timetable. */
    void ask(String source, String dagId, Timing timing) {
        if (timing.schedule() instanceof CustomTimetable timetable) {
            asks.put(source, SlotAsk.start(question(source, dagId, timing), timetable));
        }
    }

    /** What a DAG that is new needs. For one that has had runs the server asks again if it has to. */
    private SlotQuestion question(String source, String dagId, Timing timing) {
        Instant start = timing.start();
        Instant first = start != null && (timing.catchup() != Catchup.NONE || start.isAfter(now)) ? start : now;
        Instant from = timing.catchup() == Catchup.LATEST && first.isBefore(now) ? now : first;
        // The interval that holds the end is over one slot later.
        Instant until = timing.dataIntervals() ? null : timing.end();
        return new SlotQuestion(source, dagId, first.minusNanos(1_000), from, until);
    }

    /** The DAGs with their slots. */
    List<DescribedDag> addTo(List<DescribedDag> dags) throws InterruptedException {
        long until = System.nanoTime() + SlotAsk.LIMIT.toNanos();
        Map<String, SlotAnswer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, SlotAsk> ask : asks.entrySet()) {
            answers.put(ask.getKey(), ask.getValue().answer(Duration.ofNanos(until - System.nanoTime())));
        }
        return dags.stream()
                .map(dag -> new DescribedDag(dag.source(), dag.graph(), answers.get(dag.source())))
                .toList();
    }
}
