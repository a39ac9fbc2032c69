package io.orchestrator.core.decide;

import java.util.List;

/** A class of work has had its share of the places at workers. */
public sealed interface ShareBlocker extends Blocker {

    /**
     * @param held how many places the class has
     * @param slots of the workers that serve the queue
     * @param percent its share while the others have work too
     * @param others the other classes that have work
     */
    record ShareUsedUp(String work, String queue, int held, int slots, int percent, List<String> others)
            implements ShareBlocker {
        public ShareUsedUp {
            others = List.copyOf(others);
        }

        @Override
        public String sentence() {
            return "is ready, but the share of " + work + " work, " + percent + " %, is used up by " + held
                    + " of its tasks, which are at workers (" + slots + " slots serve queue '" + queue + "'), and "
                    + Names.of(others) + " work has its turn too. It starts when a slot is free and it is its turn.";
        }
    }
}
