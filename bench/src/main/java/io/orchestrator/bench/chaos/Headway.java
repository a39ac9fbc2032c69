package io.orchestrator.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether tasks begin and end between the faults. A machine that is slow, or shared, cannot start processes as fast as they are
 * killed; where nothing ever works nothing is tested, so faults wait for work.
 */
final class Headway {

    private static final int MOST_FAULTS = 8;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;

    private final Path journal;
    private long seen;
    private int faults;

    /** @param journal into which tasks write what they do */
    Headway(Path journal) {
        this.journal = journal;
    }

    /** After a fault: returns when there has been work since one of the last faults, or for a minute none. */
    void await() throws InterruptedException {
        faults++;
        long until = System.nanoTime() + LONGEST.toNanos();
        while (!isMade() && faults >= MOST_FAULTS && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean isMade() {
        long size = size();
        if (size == seen) {
            return false;
        }
        seen = size;
        faults = 0;
        return true;
    }

    private long size() {
        try {
            return Files.size(journal);
        } catch (IOException unreadable) {
            return seen;
        }
    }
}
