package io.orchestrator.bench.proxy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What befalls everything that passes a link at this moment. Thread-safe. */
final class Weather {

    private final Set<Direction> held = EnumSet.noneOf(Direction.class);
    private Duration delay = Duration.ZERO;
    private boolean refusing;

    synchronized void hold(Direction direction) {
        held.add(direction);
    }

    synchronized void delay(Duration each) {
        delay = each;
    }

    synchronized void refuse() {
        refusing = true;
    }

    synchronized void clear() {
        held.clear();
        delay = Duration.ZERO;
        refusing = false;
        notifyAll();
    }

    synchronized boolean isRefusing() {
        return refusing;
    }

    synchronized boolean isFair() {
        return held.isEmpty() && delay.isZero() && !refusing;
    }

    /** Returns when a piece may go on; the order of the pieces of a connection stays, for each direction has one thread. */
    void pass(Direction direction) throws InterruptedException {
        Duration wait;
        synchronized (this) {
            while (held.contains(direction)) {
                wait();
            }
            wait = delay;
        }
        if (!wait.isZero()) {
            Thread.sleep(wait);
        }
    }
}
