package io.orchestrator.core.decide;

import java.time.Instant;
import java.util.List;

/** A run has not started, or is only as far as its tasks are. */
public sealed interface RunBlocker extends Blocker {

    /** @param reason why it was put aside */
    record PutAside(String reason) implements RunBlocker {
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
    record NoServer(String dagId) implements RunBlocker {
        @Override
        public String sentence() {
            return "waits for a server: the one that decided on DAG " + dagId
                    + " is gone. Another one takes the DAG over within seconds of the end of its lease.";
        }
    }

    record DagPaused(String dagId) implements RunBlocker {
        @Override
        public String sentence() {
            return "is queued because DAG " + dagId + " is paused. It starts when somebody unpauses the DAG.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    record NotBefore(Instant at) implements RunBlocker {
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
    record MaxActiveRuns(int limit, List<String> running) implements RunBlocker {
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
    record Task(String task) implements RunBlocker {
        @Override
        public String sentence() {
            return "is as far as its task " + task + ". It goes on with it.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }
}
