package io.orchestrator.worker.log;

import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.LogLine;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;

/** The log of one attempt, as long as this worker has lines of it. Thread-safe: everything happens under the shipper's lock. */
public final class AttemptLog {

    static final String OWN_SOURCE = "orchestrator";

    final long runKey;
    final UUID attemptId;
    final ArrayDeque<LogLine> unsent = new ArrayDeque<>();
    int nextSequence;
    boolean listed;
    long dropped;

    private final LogShipper shipper;
    private final Clock clock;
    private long written;
    private boolean full;

    AttemptLog(long runKey, UUID attemptId, LogShipper shipper, Clock clock) {
        this.runKey = runKey;
        this.attemptId = attemptId;
        this.shipper = shipper;
        this.clock = clock;
    }

    /** Takes lines in order; never blocks for long. What is beyond the attempt's limit is left out. */
    public void add(List<LogLine> lines) {
        shipper.add(this, lines);
    }

    /** The worker's own words. */
    public void say(String level, String text) {
        add(List.of(own(level, text)));
    }

    LogLine own(String level, String text) {
        return new LogLine(clock.instant(), level, OWN_SOURCE, text);
    }

    /** Queues a line, or the marker instead of the first one beyond the limit; gives the bytes that were added. */
    long accept(LogLine line) {
        if (line.source().equals(OWN_SOURCE)) {
            return queue(line);
        }
        if (full) {
            return 0;
        }
        if (written + weight(line) > Limits.ATTEMPT_LOG) {
            full = true;
            return queue(own("WARNING", "The log is cut here: an attempt may write " + Limits.ATTEMPT_LOG + " bytes."));
        }
        written += weight(line);
        return queue(line);
    }

    private long queue(LogLine line) {
        unsent.add(line);
        return weight(line);
    }

    /** About how many bytes a line is worth. */
    static long weight(LogLine line) {
        return line.text().length() + line.source().length() + 64L;
    }
}
