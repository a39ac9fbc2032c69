package io.orchestrator.core.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something comes before a task instance: its run, other tasks of it, or the run before. */
public sealed interface OrderBlocker extends Blocker {

    record RunQueued() implements OrderBlocker {
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
    record RunEnded(String state, @Nullable String why) implements OrderBlocker {
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
    record Upstream(String rule, UpstreamCounts counts, List<String> open) implements OrderBlocker {
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

    record Setup(List<String> open) implements OrderBlocker {
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

    record ListMissing(List<String> open) implements OrderBlocker {
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

    record ListRemoved() implements OrderBlocker {
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
    record RunBefore(String runId, String taskId, String reason, boolean open) implements OrderBlocker {
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
}
