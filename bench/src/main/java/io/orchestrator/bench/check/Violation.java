package io.orchestrator.bench.check;

/**
 * Something that must not have happened.
 *
 * @param text which run, task and attempt, and what was found instead of what was expected
 */
public record Violation(Kind kind, String text) {

    /** The promise that was broken. */
    public enum Kind {
        /** A run or a result that was acknowledged is not there. */
        LOST("lost"),
        /** A run exists twice, or two results of one try were taken. */
        DOUBLED("doubled"),
        /** A version of a dataset that is not whole, or that should not be there. */
        HALF("half published"),
        /** A result was taken of an attempt that was not current. */
        STALE("stale accepted"),
        /** A task started before its trigger rule allowed it. */
        ORDER("out of order"),
        /** More at once than a limit allows. */
        LIMIT("over a limit"),
        /** What should have ended has not. */
        UNFINISHED("unfinished"),
        /** A state that does not follow from the others, or from what user code did. */
        WRONG("wrong state"),
        /** A process that outlived its cluster. */
        LEFT_OVER("processes left");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
