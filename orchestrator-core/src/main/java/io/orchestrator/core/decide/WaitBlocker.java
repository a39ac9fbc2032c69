package io.orchestrator.core.decide;

import io.orchestrator.core.task.Awaited;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task instance waits outside a worker, for an instant or for something else. */
public sealed interface WaitBlocker extends Blocker {

    /**
     * @param looks how often it has looked in this try
     * @param givesUp when it gives up, or null: never
     */
    record LooksAgain(int looks, Instant at, @Nullable Instant givesUp) implements WaitBlocker {
        @Override
        public String sentence() {
            return "has looked " + (looks == 1 ? "once" : looks + " times")
                    + " for what it waits for, and has not found it. It looks again at " + at
                    + (givesUp == null ? "." : ", and gives up after " + givesUp + ".");
        }

        @Override
        public Instant until() {
            return at;
        }
    }

    /** Its code has left work for later. */
    record GoesOn(Instant at) implements WaitBlocker {
        @Override
        public String sentence() {
            return "has left its worker, and goes on at " + at + " with what it kept. It holds no slot until then.";
        }

        @Override
        public Instant until() {
            return at;
        }
    }

    record Until(Instant at) implements WaitBlocker {
        @Override
        public String sentence() {
            return "waits until " + at + ". It ends by itself then.";
        }

        @Override
        public Instant until() {
            return at;
        }
    }

    /**
     * A run of another DAG has not ended, or is not there.
     *
     * @param starts the task starts that run itself
     * @param givesUp when it gives up, or null: never
     */
    record OtherRun(Awaited run, boolean starts, @Nullable Instant givesUp) implements WaitBlocker {
        @Override
        public String sentence() {
            return (starts ? "has started " : "waits for ") + run + (starts ? ", and waits for its end" : "")
                    + ". It goes on when that has succeeded"
                    + (givesUp == null ? "." : ", and gives up at " + givesUp + ".");
        }

        @Override
        public @Nullable Instant until() {
            return givesUp;
        }
    }

    record RetryAt(Instant at, int tryNumber, int tries) implements WaitBlocker {
        @Override
        public String sentence() {
            return "failed in try " + tryNumber + " of " + tries + ". It is tried again at " + at + ".";
        }

        @Override
        public Instant until() {
            return at;
        }
    }
}
