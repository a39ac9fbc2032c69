package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether tasks begin and end between the faults. A machine that is slow, or shared, cannot start processes as fast as they are
 * killed; where nothing ever works nothing is tested, so faults wait for work.
 */
final class Headway {

    private static final int MOST_FAULTS = 8;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path journal;
    private long seen;
    private int faults;

    /** @param journal into which tasks write what they do */
    Headway(Path journal) {
        this.journal = journal;
    }

    /** After a fault: returns when there has been work since one of the last faults, or for a minute none. */
    void await() {
        faults++;
        if (isMade() || faults < MOST_FAULTS) {
            return;
        }
        try {
            Waiting.until("work between the faults", LONGEST, this::isMade);
        } catch (ClusterFailed none) {
            // The next fault may be what sets it going again; the checker says what never ended.
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
