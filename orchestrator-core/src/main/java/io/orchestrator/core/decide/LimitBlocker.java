package io.orchestrator.core.decide;

import java.util.List;

/** A limit or a pool has no room for a task instance that is ready. */
public sealed interface LimitBlocker extends Blocker {

    /** @param atWorker the instances of the run that take all the room */
    record MaxActiveTasks(int limit, List<String> atWorker) implements LimitBlocker {
        public MaxActiveTasks {
            atWorker = List.copyOf(atWorker);
        }

        @Override
        public String sentence() {
            return "is ready, but as many tasks of its run are at workers as may be at once (" + limit + "): "
                    + Names.of(atWorker) + ". It starts when one of them ends.";
        }

        @Override
        public boolean leadsOn() {
            return true;
        }
    }

    /** @param inRun the limit is for one run; false: for all runs of the DAG together */
    record MaxActiveOfTask(String taskId, int limit, boolean inRun) implements LimitBlocker {
        @Override
        public String sentence() {
            return "is ready, but as many instances of task " + taskId + " are at workers as may be at once in "
                    + (inRun ? "a run" : "all runs of the DAG") + " (" + limit + "). It starts when one of them ends.";
        }
    }

    record PoolFull(String pool, int slots, int free, int wanted) implements LimitBlocker {
        @Override
        public String sentence() {
            return "is ready, but takes " + wanted + " of the " + slots + " slots of pool " + pool + ", and " + free
                    + (free == 1 ? " is" : " are") + " free. It starts when tasks of the pool end.";
        }
    }

    record PoolTooSmall(String pool, int slots, int wanted) implements LimitBlocker {
        @Override
        public String sentence() {
            return "is ready, but takes " + wanted + (wanted == 1 ? " slot" : " slots") + " of pool " + pool
                    + ", which has " + slots + " in all. It starts when the pool is made larger.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }

    record NoPool(String pool) implements LimitBlocker {
        @Override
        public String sentence() {
            return "is ready, but there is no pool '" + pool + "'. It starts when somebody creates that pool.";
        }

        @Override
        public boolean needsPerson() {
            return true;
        }
    }
}
