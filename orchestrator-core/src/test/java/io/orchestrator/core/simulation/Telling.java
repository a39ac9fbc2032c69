package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.TurnWrites.RunWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says in a few words what was written. */
final class Telling {

    private Telling() {}

    static List<String> of(RunWrites writes) {
        List<String> lines = new ArrayList<>();
        String run = writes.run().dagId() + "/" + writes.run().runId();
        if (writes.created()) {
            lines.add(run + " is created");
        }
        if (writes.changed()) {
            lines.add(run + " is " + writes.run().state() + (writes.settled() ? ", settled" : ""));
        }
        writes.attemptsAdded()
                .forEach(attempt -> lines.add(run + " " + attempt.taskId() + " try " + attempt.tryNumber()
                        + " is given as " + shortly(attempt.attemptId()) + " to " + shortly(attempt.sessionId())));
        writes.attemptsChanged()
                .forEach(attempt -> lines.add(run + " " + attempt.taskId() + " attempt " + shortly(attempt.attemptId())
                        + " is " + attempt.state()));
        writes.instancesChanged()
                .forEach(task -> lines.add(
                        run + " " + task.taskId() + " is " + task.state() + " with " + shortly(task.attemptId())));
        writes.audit().forEach(deed -> lines.add(run + ": " + deed.actor() + " did " + deed.action()));
        return lines;
    }

    /** The end of an id tells it from the others. */
    static String shortly(@Nullable UUID id) {
        return id == null ? "-" : id.toString().substring(30);
    }
}
