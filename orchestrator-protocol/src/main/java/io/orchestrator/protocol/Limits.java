package io.orchestrator.protocol;

/** Sizes that every process must agree on, in bytes. */
public final class Limits {

    /** The largest JSON value a task may return inline; a larger one is passed by reference. */
    public static final int INLINE_OUTPUT = 256 * 1024;

    /** The largest JSON value that an attempt may leave for the one that goes on with its work. */
    public static final int RESUME = 16 * 1024;

    /** The largest JSON value that goes with an event of an asset. */
    public static final int ASSET_EXTRA = 16 * 1024;

    /** How many events of assets one attempt may cause. */
    public static final int ASSET_UPDATES = 1_000;

    /** The largest JSON value that an attempt may report of the datasets that it writes, all together. */
    public static final int DATASET_REPORT = 4 * 1024 * 1024;

    /** The largest JSON value that may be said of one version, and that one check may find. */
    public static final int DATASET_META = 256 * 1024;

    /** How many files one version may have of its own. */
    public static final int DATASET_FILES = 10_000;

    /** The longest name of an instance of a mapped task, in characters. */
    public static final int LABEL = 250;

    /** What one attempt may write to its log before it is cut with a marker. */
    public static final long ATTEMPT_LOG = 10L * 1024 * 1024;

    /** The longest line of a log; the rest of a longer one is cut with a marker. */
    public static final int LOG_LINE = 16 * 1024;

    /** The largest graph that describing a bundle may give for one DAG, as JSON. */
    public static final int DAG_GRAPH = 8 * 1024 * 1024;

    private Limits() {}
}
