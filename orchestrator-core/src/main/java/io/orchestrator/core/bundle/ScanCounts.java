package io.orchestrator.core.bundle;

/**
 * What one pass over the drop-boxes did.
 *
 * @param unchanged bundles that are as they were
 * @param waiting bundles that are changing, or whose change could not be handled yet
 * @param deployed bundles of which a build came in force
 * @param refused bundles that became import errors
 * @param removed bundles whose folder is gone
 * @param unreadable drop-boxes that could not be read; nothing is concluded from that
 */
public record ScanCounts(int unchanged, int waiting, int deployed, int refused, int removed, int unreadable) {

    /** Nothing was looked at: another server leads. */
    public static final ScanCounts NONE = new ScanCounts(0, 0, 0, 0, 0, 0);

    /** Something changed. */
    public boolean isNews() {
        return deployed + refused + removed > 0;
    }
}
