package io.orchestrator.protocol.graph;

import org.jspecify.annotations.Nullable;

/**
 * What a task is given beside outputs, by its name alone. Its value comes with an attempt and is not kept with it.
 *
 * @param name of a version of a dataset that has a tag: {@code dataset@tag}; of a history: {@code dataset@length}
 */
public record GivenSpec(Kind kind, String name) {

    private static final char BEHIND = '@';

    public enum Kind {
        CONNECTION,
        VARIABLE,
        /** The newest events of the asset of this name. */
        ASSET_EVENTS,
        /** The newest events that came through the alias of this name. */
        ALIAS_EVENTS,
        /** The events that the run has taken; without a name. */
        TRIGGERING_EVENTS,
        /** A version of a dataset. */
        DATASET,
        /** A version of a dataset, or nothing. */
        DATASET_IF_ANY,
        /** The newest versions of a dataset. */
        DATASET_HISTORY,
        /** The next version of a dataset, which holds all of it. */
        DATASET_WRITE,
        /** The next version of a dataset, which adds to those before. */
        DATASET_APPEND;

        /** Whether it is about versions of a dataset. */
        public boolean isOfDataset() {
            return isRead() || isWritten();
        }

        /** Whether versions of a dataset are read. */
        public boolean isRead() {
            return this == DATASET || this == DATASET_IF_ANY || this == DATASET_HISTORY;
        }

        /** Whether a version of a dataset is written. */
        public boolean isWritten() {
            return this == DATASET_WRITE || this == DATASET_APPEND;
        }
    }

    /** @param behind a tag or a length, or null: none */
    public static GivenSpec dataset(Kind kind, String dataset, @Nullable String behind) {
        return new GivenSpec(kind, behind == null ? dataset : dataset + BEHIND + behind);
    }

    /** The dataset that it is about. */
    public String dataset() {
        int end = name.indexOf(BEHIND);
        return end < 0 ? name : name.substring(0, end);
    }

    /** The tag or length; empty: none. */
    public String behind() {
        int end = name.indexOf(BEHIND);
        return end < 0 ? "" : name.substring(end + 1);
    }
}
