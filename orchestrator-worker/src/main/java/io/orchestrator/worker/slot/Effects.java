package io.orchestrator.worker.slot;

import java.util.ArrayList;
import java.util.List;

/** What follows from a decision, done after the lock is given back: nothing that may wait happens under it. */
final class Effects {

    private final List<Runnable> steps = new ArrayList<>();

    void then(Runnable step) {
        steps.add(step);
    }

    void run() {
        steps.forEach(Runnable::run);
    }
}
