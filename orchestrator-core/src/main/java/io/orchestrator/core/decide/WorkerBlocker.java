package io.orchestrator.core.decide;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task instance is at a worker, or ready and without one that would take it. */
public sealed interface WorkerBlocker extends Blocker {

    /**
     * @param served the queues that connected workers serve
     * @param draining workers that serve the queue, but take nothing new
     */
    record NoWorker(String queue, List<String> served, List<String> draining) implements WorkerBlocker {
        public NoWorker {
            served = List.copyOf(served);
            draining = List.copyOf(draining);
        }

        @Override
        public String sentence() {
            String others = served.isEmpty()
                    ? "no worker is connected at all"
                    : "those that are connected serve " + Names.of(served);
            String leaving = draining.isEmpty() ? "" : "; " + Names.of(draining) + " served it, but is leaving";
            return "is ready, but no worker serves queue '" + queue + "': " + others + leaving
                    + ". It starts when a worker that serves the queue is started.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    /** @param before how many ready task instances of the queue come first */
    record WorkersBusy(String queue, List<String> workers, int slots, int before) implements WorkerBlocker {
        public WorkersBusy {
            workers = List.copyOf(workers);
        }

        @Override
        public String sentence() {
            return "is ready, but the workers that serve queue '" + queue + "' are full: " + Names.of(workers) + ", "
                    + slots + (slots == 1 ? " slot" : " slots") + " in all. It starts when one is free"
                    + (before == 0 ? "; nothing comes before it." : "; " + before + " ready before it.");
        }
    }

    /** Workers have free slots, but have given this server no more of them. */
    record PlacesElsewhere(String queue, List<String> workers) implements WorkerBlocker {
        public PlacesElsewhere {
            workers = List.copyOf(workers);
        }

        @Override
        public String sentence() {
            return "is ready, but " + Names.of(workers)
                    + ", serving queue '" + queue
                    + "', keeps its places for other servers just now. It starts when the worker shares them out anew,"
                    + " within seconds.";
        }
    }

    /** @param first what takes the worker's slots */
    record Prefetched(String worker, int before, List<String> first) implements WorkerBlocker {
        public Prefetched {
            first = List.copyOf(first);
        }

        @Override
        public String sentence() {
            return "is at worker " + worker + " already and waits there for a slot, behind " + before
                    + (before == 1 ? " other: " : " others: ") + Names.of(first)
                    + ". It starts when one of them ends, or moves to a worker that has a free slot.";
        }
    }

    record HandedOver(String worker) implements WorkerBlocker {
        @Override
        public String sentence() {
            return "was handed to worker " + worker + ", which is starting it.";
        }
    }

    record Running(String worker, @Nullable Instant since) implements WorkerBlocker {
        @Override
        public String sentence() {
            return "is running on worker " + worker + (since == null ? "" : " since " + since)
                    + ". It ends when its code does.";
        }
    }

    record Stopping(String worker) implements WorkerBlocker {
        @Override
        public String sentence() {
            return "was cleared while worker " + worker
                    + " had it. It runs again when the worker says that the old attempt has ended.";
        }
    }

    record WorkerSilent(String worker, Instant heard, Instant leaseEnds) implements WorkerBlocker {
        @Override
        public String sentence() {
            return "is at worker " + worker + ", which was last heard of at " + heard
                    + ". If it stays silent, its lease ends at " + leaseEnds
                    + ", and the task runs again elsewhere at no cost of a try.";
        }

        @Override
        public Instant until() {
            return leaseEnds;
        }
    }

    record WorkerGone() implements WorkerBlocker {
        @Override
        public String sentence() {
            return "was at a worker that is gone. It goes back to its queue within seconds.";
        }
    }
}
