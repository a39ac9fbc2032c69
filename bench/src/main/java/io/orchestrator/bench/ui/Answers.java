package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How soon addresses answer, one request at a time, from before the request to the last byte. */
final class Answers {

    private static final int WARM_UP = 3;

    private final int samples;
    private final List<String> broken = new ArrayList<>();

    Answers(int samples) {
        this.samples = samples;
    }

    /** Asks for something. */
    interface Asked {
        Person.Answer get() throws IOException, InterruptedException;
    }

    /** Asks for everything some times, so that the server has compiled what it needs, and has its caches filled. */
    static void warmUp(List<Asked> all) throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UP; round++) {
            for (Asked asked : all) {
                asked.get();
            }
        }
    }

    /** What answers with an error is not measured, and told. */
    void time(String what, Asked asked, List<Timing> timings) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < WARM_UP + samples; i++) {
            Person.Answer answer = asked.get();
            if (answer.status() != 200) {
                if (answer.status() != 404 || i > 0) {
                    broken.add("%d %s".formatted(answer.status(), what));
                }
                Progress.say("%d at %s", answer.status(), what);
                return;
            }
            if (i >= WARM_UP) {
                millis.add(answer.millis());
            }
        }
        timings.add(Timing.of(what, millis));
    }

    /** Addresses that answered with an error other than that nothing is there. */
    List<String> broken() {
        return List.copyOf(broken);
    }
}
