package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DeadlineSpec;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.NotifySpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a DAG's notifications, deadlines, connections and variables. JSON may lack what the records promise. */
final class NoticeCheck {

    private static final int LONGEST_NAME = 250;

    private NoticeCheck() {}

    static List<String> check(DagGraph graph) {
        List<String> faults = new ArrayList<>();
        for (NotifySpec spec : graph.notifications()) {
            if (isNoName(spec.channel()) || spec.on().isEmpty()) {
                faults.add(
                        "A notification has the channel '%s' and is about %s; expected a channel and what it is told of."
                                .formatted(spec.channel(), spec.on()));
            }
        }
        Set<String> names = new HashSet<>();
        graph.deadlines().forEach(spec -> checkDeadline(spec, names, faults));
        graph.tasks().forEach(task -> checkGiven(task, faults));
        return faults;
    }

    private static void checkDeadline(DeadlineSpec spec, Set<String> names, List<String> faults) {
        String what = "The deadline '%s' ".formatted(spec.name());
        if (isNoName(spec.name()) || !names.add(spec.name())) {
            faults.add(what + "has no name of its own; give each deadline another one.");
        }
        if (isMissing(spec.from()) || isMissing(spec.after()) || spec.after().isNegative()) {
            faults.add(what + "has nothing that it is measured from, or is before it.");
        } else if (spec.from() == DeadlineSpec.From.INSTANT && spec.at() == null) {
            faults.add(what + "has no instant; expected one.");
        } else if (spec.from() == DeadlineSpec.From.AVERAGE
                && (spec.leastRuns() < 1 || spec.runs() < spec.leastRuns())) {
            faults.add(what
                    + "is the average of %d runs, at least %d; expected 1 or more, and no more than the first."
                            .formatted(spec.runs(), spec.leastRuns()));
        }
    }

    private static void checkGiven(TaskSpec task, List<String> faults) {
        for (GivenSpec given : task.given()) {
            boolean named = given.kind() != GivenSpec.Kind.TRIGGERING_EVENTS;
            if (isMissing(given.kind()) || named && isNoName(given.name())) {
                faults.add("Task '%s': it takes %s, which is no connection, variable or asset."
                        .formatted(task.taskId(), given));
            }
        }
    }

    private static boolean isNoName(@Nullable String name) {
        return name == null || name.isBlank() || name.length() > LONGEST_NAME;
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null;
    }
}
