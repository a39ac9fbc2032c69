package io.orchestrator.core.decide;

import java.util.List;

/** A backfill keeps a run of it from starting. */
public sealed interface BackfillBlocker extends Blocker {

    record BackfillPaused(long backfillId) implements BackfillBlocker {
        @Override
        public String sentence() {
            return "is queued because its backfill, number " + backfillId
                    + ", is paused. It starts when somebody lets the backfill go on.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    /** @param running the runs of the backfill that take all the room */
    record BackfillFull(long backfillId, int limit, List<String> running) implements BackfillBlocker {
        public BackfillFull {
            running = List.copyOf(running);
        }

        @Override
        public String sentence() {
            return "is queued because as many runs of its backfill, number " + backfillId
                    + ", are running as may be at once (" + limit + "): " + Names.of(running)
                    + ". It starts when one of them ends.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }
}
