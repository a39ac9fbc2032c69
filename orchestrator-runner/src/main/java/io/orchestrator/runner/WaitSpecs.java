package io.orchestrator.runner;

import io.orchestrator.protocol.graph.ClockTest;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.WaitSpec;
import io.orchestrator.sdk.ClockQuestion;
import io.orchestrator.sdk.EngineWait;
import io.orchestrator.sdk.OtherRun;
import io.orchestrator.sdk.Poking;
import io.orchestrator.sdk.TaskDefinition;
import io.orchestrator.sdk.TriggerRun;
import io.orchestrator.sdk.Until;
import org.jspecify.annotations.Nullable;

/** Writes down what tasks wait for, and what they ask the time. */
final class WaitSpecs {

    private WaitSpecs() {}

    static @Nullable PokeSpec poke(@Nullable Poking poking) {
        return poking == null
                ? null
                : new PokeSpec(
                        poking.interval(),
                        poking.isGrowing(),
                        poking.longest(),
                        poking.timeout(),
                        poking.isSoftFail(),
                        poking.isNeverFail(),
                        poking.isSilentFail());
    }

    static @Nullable WaitSpec wait(@Nullable EngineWait wait) {
        return switch (wait) {
            case null -> null;
            case Until.At at -> new WaitSpec.At(at.instant());
            case Until.TimeOfDay day -> new WaitSpec.TimeOfDay(day.time(), day.zone());
            case Until.Delay delay -> new WaitSpec.Delay(delay.delay());
            case Until.AfterInterval after -> new WaitSpec.AfterInterval(after.delay());
            case OtherRun run ->
                new WaitSpec.OtherRun(run.dagId(), run.taskId(), run.earlier(), run.timeout(), run.isSoftFail());
            case TriggerRun run ->
                new WaitSpec.Trigger(
                        run.dagId(),
                        ParamsSpecs.values(run.params()),
                        run.isSameDate(),
                        run.isWaiting(),
                        run.timeout(),
                        run.isSoftFail());
        };
    }

    static DecisionSpec clock(TaskDefinition.Decision.Clock clock) {
        ClockQuestion question = clock.question();
        ClockTest test = switch (question.test()) {
            case ClockQuestion.Weekdays weekdays -> new ClockTest.Weekdays(weekdays.days(), weekdays.zone());
            case ClockQuestion.Window window ->
                new ClockTest.Window(bound(window.from()), bound(window.until()), window.zone());
        };
        DecisionSpec.Branch branch =
                new DecisionSpec.Branch(clock.branch().choices(), clock.branch().otherwise());
        return new DecisionSpec.Clock(test, question.isOfLogicalDate(), branch);
    }

    private static ClockTest.@Nullable Bound bound(ClockQuestion.@Nullable Bound bound) {
        return bound == null ? null : new ClockTest.Bound(bound.date(), bound.time());
    }
}
