package io.orchestrator.web.monitor;

import java.util.List;

/**
 * A row of the grid: a task, a group of tasks, or one item of a mapped task.
 *
 * @param id of the task or group
 * @param label its id without that of the group around it
 * @param depth how many groups are around it
 * @param tasks whose instances it shows
 * @param item a map index, or -1: all of them
 * @param fold what folding it means
 * @param gone the DAG's newest version has no such task any more
 */
record GridRow(String id, String label, int depth, List<String> tasks, int item, Fold fold, boolean gone) {

    /** Whether a row has rows below it, and shows them. */
    enum Fold {
        NOTHING_BELOW,
        FOLDED,
        OPEN
    }

    static GridRow task(String id, String label, int depth, Fold fold, boolean gone) {
        return new GridRow(id, label, depth, List.of(id), -1, fold, gone);
    }

    static GridRow group(String id, String label, int depth, List<String> tasks, Fold fold) {
        return new GridRow(id, label, depth, tasks, -1, fold, false);
    }

    static GridRow item(String taskId, int depth, int mapIndex) {
        return new GridRow(
                taskId, "[%d]".formatted(mapIndex), depth, List.of(taskId), mapIndex, Fold.NOTHING_BELOW, false);
    }

    boolean isItem() {
        return item >= 0;
    }

    /** An open group shows its tasks instead of a sum of them. */
    boolean isOpenGroup() {
        return fold == Fold.OPEN && !(tasks.size() == 1 && tasks.getFirst().equals(id));
    }
}
