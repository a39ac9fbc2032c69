package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.protocol.worker.Assignment;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Fetches the inputs of an attempt that came without, from whichever server decides on it. */
final class InputFetch {

    private static final long NEXT_TRY = 300 * Timeline.MILLI;

    private final WorkSession session;

    InputFetch(WorkSession session) {
        this.session = session;
    }

    /** @param then true: they are there; false: the attempt is not known to its server */
    void fetch(UUID attemptId, String dagId, Consumer<Boolean> then) {
        session.call(
                session.owner(attemptId),
                () -> new Command.FetchInputs(session.id(), dagId, attemptId),
                outcome -> hear(attemptId, dagId, then, outcome));
    }

    private void hear(UUID attemptId, String dagId, Consumer<Boolean> then, Outcome<List<Assignment.Input>> outcome) {
        switch (outcome) {
            case Outcome.Answered<List<Assignment.Input>>(List<Assignment.Input> inputs) -> {
                session.gotInputs(attemptId, inputs);
                then.accept(true);
            }
            case Outcome.Refused<List<Assignment.Input>> refused -> {
                if (refused.kind() == CommandRefused.Kind.NOT_FOUND) {
                    then.accept(false);
                } else {
                    askNext(attemptId, dagId, then);
                }
            }
            case Outcome.Silence<List<Assignment.Input>> silence -> askNext(attemptId, dagId, then);
        }
    }

    private void askNext(UUID attemptId, String dagId, Consumer<Boolean> then) {
        session.askNext(attemptId);
        session.after(NEXT_TRY, () -> {
            if (session.holds(attemptId)) {
                fetch(attemptId, dagId, then);
            }
        });
    }
}
