package io.orchestrator.core.decide;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a task instance or a run from going on; exactly one thing at a time. The set is closed: whatever is unfinished has
 * one of these.
 */
public sealed interface Blocker
        permits LimitBlocker,
                WaitBlocker,
                BackfillBlocker,
                ShareBlocker,
                Blocker.PutAside,
                Blocker.NoServer,
                Blocker.DagPaused,
                Blocker.NotBefore,
                Blocker.MaxActiveRuns,
                Blocker.Task,
                Blocker.RunQueued,
                Blocker.RunEnded,
                Blocker.Upstream,
                Blocker.Setup,
                Blocker.ListMissing,
                Blocker.ListRemoved,
                Blocker.RunBefore,
                Blocker.NoWorker,
                Blocker.WorkersBusy,
                Blocker.PlacesElsewhere,
                Blocker.Starting,
                Blocker.Prefetched,
                Blocker.HandedOver,
                Blocker.Running,
                Blocker.Stopping,
                Blocker.WorkerSilent,
                Blocker.WorkerGone,
                Blocker.RetryAt {

    /** What it is, and who or what lets it go on. Ends with a full stop; the subject is said before it. */
    String sentence();

    /** Whether something else in turn keeps this from being over; else it is the root. */
    default boolean leadsOn() {
        return false;
    }

    /** When it is over by itself, or null: that is not known. */
    default @Nullable Instant until() {
        return null;
    }

    /** Whether somebody has to do something. */
    default boolean needsPerson() {
        return false;
    }

    /** The name in the API: {@code no_worker}. */
    default String key() {
        return getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    // What runs wait for

    /** @param reason why it was put aside */
    record PutAside(String reason) implements Blocker {
        @Override
        public String sentence() {
            return "is put aside, so that it harms no other run: " + reason
                    + ". Mend that; the run is tried again when the server that decides on the DAG starts again.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    /** No server decides on the DAG just now. */
    record NoServer(String dagId) implements Blocker {
        @Override
        public String sentence() {
            return "waits for a server: the one that decided on DAG " + dagId
                    + " is gone. Another one takes the DAG over within seconds of the end of its lease.";
        }
    }

    record DagPaused(String dagId) implements Blocker {
        @Override
        public String sentence() {
            return "is queued because DAG " + dagId + " is paused. It starts when somebody unpauses the DAG.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    record NotBefore(Instant at) implements Blocker {
        @Override
        public String sentence() {
            return "is not to start before " + at + ". It starts by itself then.";
        }

        @Override
        public Instant until() {
            return at;
        }
    }

    /** @param running the runs that take all the room */
    record MaxActiveRuns(int limit, List<String> running) implements Blocker {
        public MaxActiveRuns {
            running = List.copyOf(running);
        }

        @Override
        public String sentence() {
            return "is queued because as many runs of the DAG are running as may be at once (" + limit + "): "
                    + Names.of(running) + ". It starts when one of them ends.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    /** @param task the one of its tasks that is furthest */
    record Task(String task) implements Blocker {
        @Override
        public String sentence() {
            return "is as far as its task " + task + ". It goes on with it.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    // What task instances wait for

    record RunQueued() implements Blocker {
        @Override
        public String sentence() {
            return "waits for its run, which is queued. It goes on when the run starts.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    /** @param why the run ended, or null */
    record RunEnded(String state, @Nullable String why) implements Blocker {
        @Override
        public String sentence() {
            return "is left over: its run ended as " + state + (why == null ? "" : " (" + why + ")")
                    + ". Clear it, or what it waits for, to let it run.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    /**
     * @param rule what its rule is called
     * @param open the instances that have not ended
     */
    record Upstream(String rule, UpstreamCounts counts, List<String> open) implements Blocker {
        public Upstream {
            open = List.copyOf(open);
        }

        @Override
        public String sentence() {
            return "waits for " + Names.of(open) + ": of " + counts.total() + " upstream "
                    + (counts.total() == 1 ? "task" : "tasks") + ", " + (counts.total() - counts.unfinished())
                    + (counts.total() - counts.unfinished() == 1 ? " has ended" : " have ended") + ", and its rule "
                    + rule + " cannot tell yet.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    record Setup(List<String> open) implements Blocker {
        public Setup {
            open = List.copyOf(open);
        }

        @Override
        public String sentence() {
            return "waits for the setup that it stands on: " + Names.of(open) + ". It goes on when that has succeeded.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    record ListMissing(List<String> open) implements Blocker {
        public ListMissing {
            open = List.copyOf(open);
        }

        @Override
        public String sentence() {
            return "waits for the list that it is mapped over, which " + Names.of(open)
                    + " makes. It has an instance for each element then.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    record ListRemoved() implements Blocker {
        @Override
        public String sentence() {
            return "waits for a list that will never be there: the task that makes it was removed from the run. "
                    + "Clear that task, or mark this one.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    /**
     * @param reason which task of the run before is not so far
     * @param open it has not ended there; false: it ended badly, or was not there
     */
    record RunBefore(String runId, String taskId, String reason, boolean open) implements Blocker {
        @Override
        public String sentence() {
            return "waits for the run before: " + reason + ". "
                    + (open
                            ? "It goes on when that has succeeded."
                            : "Clear it there, or mark it as a success, to let this one go on.");
        }

        @Override
        public boolean leadsOn() {
            return open;
        }

        @Override
        public boolean needsPerson() {
            return !open;
        }
    }

    /**
     * @param served the queues that connected workers serve
     * @param draining workers that serve the queue, but take nothing new
     */
    record NoWorker(String queue, List<String> served, List<String> draining) implements Blocker {
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
    record WorkersBusy(String queue, List<String> workers, int slots, int before) implements Blocker {
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
    record PlacesElsewhere(String queue, List<String> workers) implements Blocker {
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

    /** It is being moved at this very moment. */
    record Starting() implements Blocker {
        @Override
        public String sentence() {
            return "is about to go on.";
        }
    }

    /** @param first what takes the worker's slots */
    record Prefetched(String worker, int before, List<String> first) implements Blocker {
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

    record HandedOver(String worker) implements Blocker {
        @Override
        public String sentence() {
            return "was handed to worker " + worker + ", which is starting it.";
        }
    }

    record Running(String worker, @Nullable Instant since) implements Blocker {
        @Override
        public String sentence() {
            return "is running on worker " + worker + (since == null ? "" : " since " + since)
                    + ". It ends when its code does.";
        }
    }

    record Stopping(String worker) implements Blocker {
        @Override
        public String sentence() {
            return "was cleared while worker " + worker
                    + " had it. It runs again when the worker says that the old attempt has ended.";
        }
    }

    record WorkerSilent(String worker, Instant heard, Instant leaseEnds) implements Blocker {
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

    record WorkerGone() implements Blocker {
        @Override
        public String sentence() {
            return "was at a worker that is gone. It goes back to its queue within seconds.";
        }
    }

    record RetryAt(Instant at, int tryNumber, int tries) implements Blocker {
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
