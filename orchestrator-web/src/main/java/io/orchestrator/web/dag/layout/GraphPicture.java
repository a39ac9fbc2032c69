package io.orchestrator.web.dag.layout;

import java.util.List;

/**
 * A graph laid out: where each group, each task and each edge lies, in pixels.
 *
 * @param frames the groups that are not folded and have tasks, outer ones before inner ones
 * @param boxes tasks and folded groups, in definition order
 */
public record GraphPicture(int width, int height, List<Frame> frames, List<Box> boxes, List<Line> lines) {

    public GraphPicture {
        frames = List.copyOf(frames);
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /**
     * A group.
     *
     * @param label its label, or the last part of its id; of a mapped group with brackets behind it
     */
    record Frame(String groupId, String label, int x, int y, int width, int height) {}

    /**
     * @param id of the task, or of the group
     * @param group a folded group, which stands for its tasks
     * @param label the task's id, or the group's label and how many tasks it has; cut to what fits
     */
    record Box(String id, boolean group, String label, int x, int y, int width, int height) {}

    /**
     * @param carriesData true: the upstream's output is an argument; false: only the order matters
     * @param points from the upstream's side to the downstream's
     */
    record Line(String from, String to, boolean carriesData, List<Point> points) {}

    record Point(double x, double y) {
        Point plus(double right, double down) {
            return new Point(x + right, y + down);
        }
    }
}
