package io.orchestrator.web.home;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.run.RunCounts;
import io.orchestrator.web.run.RunLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first page shows.
 *
 * @param trouble what somebody has to mend
 * @param open runs on their way, only the first of them
 * @param failed of the last day, only the newest
 * @param late the longest late first
 */
record HomeView(
        Facts facts, List<Trouble> trouble, List<Open> open, List<Failed> failed, List<Late> late, Ended lastDay) {

    /**
     * @param queued handed to workers
     * @param ready waiting for a slot
     * @param running of the runs
     * @param waiting of the runs
     */
    record Facts(
            long servers,
            long workers,
            long draining,
            long slots,
            long busy,
            long queued,
            long ready,
            long importErrors,
            long activeDags,
            long pausedDags,
            long running,
            long waiting) {

        /** Slots in use in per cent of all. */
        public long share() {
            return slots == 0 ? 0 : Math.min(100, busy * 100 / slots);
        }
    }

    /** Nothing keeps tasks from running. */
    public boolean well() {
        return trouble.stream().noneMatch(Trouble::stopsTasks);
    }

    /**
     * @param href where it is mended, or empty
     * @param stopsTasks no task can run until it is mended
     */
    record Trouble(String sentence, String href, boolean stopsTasks) {}

    record Open(RunLine run, Durations.Span took, RunCounts.View counts) {}

    record Failed(RunLine run, Durations.Span took, String reason) {}

    /** @param runId null: the run is due and not there yet */
    record Late(String dagId, @Nullable String runId, Instant due) {
        public String href() {
            return runId == null ? Links.dag(dagId) : Links.run(dagId, runId);
        }
    }

    /** How the runs of the last day ended. */
    record Ended(long success, long failed) {}
}
