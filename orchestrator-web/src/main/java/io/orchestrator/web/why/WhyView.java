package io.orchestrator.web.why;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.web.dag.DagWaits;
import io.orchestrator.web.layout.Links;
import java.util.ArrayList;
import java.util.List;

/**
 * Why something does not go on.
 *
 * @param lines its own cause first, the root last; empty: it has ended
 * @param hidden how many are left out between the last two
 * @param needsPerson somebody has to do something
 * @param fault why nothing can be said, or empty
 */
record WhyView(List<Line> lines, int hidden, boolean needsPerson, String fault) {

    private static final int SHOWN = 6;

    /**
     * @param subject what the sentence is about
     * @param cause its short name, as in the API
     */
    record Line(String subject, String href, String cause, String sentence) {}

    static WhyView of(String dagId, Explanation explanation) {
        var steps = explanation.steps();
        var shown = new ArrayList<>(steps.subList(0, Math.min(SHOWN, steps.size())));
        if (steps.size() > SHOWN) {
            shown.set(SHOWN - 1, steps.getLast());
        }
        return new WhyView(
                shown.stream().map(step -> line(dagId, step)).toList(),
                steps.size() - shown.size(),
                !steps.isEmpty() && steps.getLast().needsPerson(),
                "");
    }

    /** What keeps a DAG from its next run, if that is more than waiting for a time. */
    static WhyView ofDag(String dagId, List<DagWaits.Wait> waits) {
        var told = waits.stream().filter(wait -> !wait.usual()).toList();
        return new WhyView(
                told.stream()
                        .map(wait -> new Line(dagId, Links.dag(dagId) + "/details", wait.cause(), wait.sentence()))
                        .toList(),
                0,
                told.stream().anyMatch(DagWaits.Wait::needsPerson),
                "");
    }

    static WhyView unknown(String why) {
        return new WhyView(List.of(), 0, false, why);
    }

    private static Line line(String dagId, Explanation.Step step) {
        var taskId = step.taskId();
        return new Line(
                step.subject(),
                taskId == null
                        ? Links.run(dagId, step.runId())
                        : Links.task(dagId, step.runId(), taskId, step.mapIndex()),
                step.cause(),
                step.sentence());
    }
}
