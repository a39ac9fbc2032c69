package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes a loop down as its rounds, each behind a gate that the round before opens. */
final class Loops {

    private static final int MOST_ROUNDS = 1_000;

    private Loops() {}

    static <S> Task<S> define(
            Group loop,
            int most,
            Input<S> first,
            BiFunction<Group, Input<S>, Task<S>> body,
            Predicate<? super S> until) {
        if (most < 1 || most > MOST_ROUNDS) {
            throw DagDefinitionException.ofDag(
                    loop.dag().id(), "the loop '" + loop.id() + "' has " + most + " rounds; use 1 to " + MOST_ROUNDS);
        }
        List<Task<S>> rounds = new ArrayList<>();
        Input<S> previous = first;
        Task<Boolean> gate = null;
        for (int number = 1; number <= most; number++) {
            Group round = loop.group("round_" + number);
            if (gate != null) {
                round.after(gate);
            }
            Task<S> output = body.apply(round, previous);
            requireWithin(round, output);
            rounds.add(output);
            if (number < most) {
                gate = round.task("again", value -> !until.test(value), output);
                round.shortCircuitDirect(gate);
            }
            previous = output;
        }
        return result(loop, rounds);
    }

    private static void requireWithin(Group round, @Nullable Task<?> output) {
        if (output == null || !round.holds(output)) {
            throw DagDefinitionException.ofDag(
                    round.dag().id(),
                    "the round '" + round.id() + "' of a loop returned "
                            + (output == null ? "null" : "the task '" + output.id() + "'")
                            + "; return a task that is defined with the round's own group");
        }
    }

    private static <S> Task<S> result(Group loop, List<Task<S>> rounds) {
        TaskAction.Of0 none = () -> {};
        TaskCode last = (context, outputs) ->
                outputs.reversed().stream().filter(Objects::nonNull).findFirst().orElse(null);
        Task<S> result = loop.declare("result", none, true, last, rounds.toArray(Argument<?>[]::new));
        return result.returningLike(rounds.getFirst()).rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
    }
}
