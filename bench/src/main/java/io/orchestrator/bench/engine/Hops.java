package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Journal.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From the end of user code to the start of the next user code of the same chain, in milliseconds. */
record Hops(double[] millis) {

    /** @param notes of runs whose tasks follow one after the other; a run of which a note is missing counts as far as it goes */
    static Hops of(List<Note> notes) {
        Map<Long, List<Note>> runs = notes.stream().collect(Collectors.groupingBy(Note::run));
        List<Double> millis = new ArrayList<>();
        for (List<Note> run : runs.values()) {
            run.sort(Comparator.comparingInt(Note::ordinal));
            for (int i = 1; i < run.size(); i++) {
                if (run.get(i).ordinal() == run.get(i - 1).ordinal() + 1) {
                    millis.add((run.get(i).start() - run.get(i - 1).end()) / 1e6);
                }
            }
        }
        return new Hops(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double percentile(double percent) {
        return Numbers.percentile(millis, percent);
    }

    @Override
    public String toString() {
        return "p50 %.2f ms, p99 %.2f ms of %d hops".formatted(percentile(50), percentile(99), millis.length);
    }
}
