package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.ClockTest;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WaitSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what cannot be meant in sensors, in what the engine waits for, and in questions about the time. */
final class WaitCheck {

    private final String name;
    private final List<String> faults;

    private WaitCheck(String name, List<String> faults) {
        this.name = name;
        this.faults = faults;
    }

    /** Adds a sentence for each fault. */
    static void check(String name, TaskSpec task, List<String> faults) {
        new WaitCheck(name, faults).check(task.control());
    }

    private void check(ControlSpec control) {
        if (control.poke() != null) {
            checkPoke(control.poke());
        }
        if (control.waits() != null) {
            checkWait(control.waits());
            if (control.poke() != null || control.decision() != null) {
                faults.add(
                        name + "the engine waits in its place, so it can be no sensor and no branch; use two tasks.");
            }
        }
        if (control.decision() instanceof DecisionSpec.Clock clock) {
            checkZone(clock.test().zone());
            checkTest(clock.test());
        }
    }

    private void checkPoke(PokeSpec poke) {
        checkDuration("interval", poke.interval());
        checkDuration("timeout", poke.timeout());
        if (poke.longest() != null) {
            checkDuration("longest interval", poke.longest());
        }
        if (poke.softFail() && poke.neverFail()) {
            faults.add(name + "it has both soft_fail and never_fail; leave one of them out.");
        }
    }

    private void checkTest(ClockTest test) {
        boolean empty = switch (test) {
            case ClockTest.Weekdays weekdays -> weekdays.days().isEmpty();
            case ClockTest.Window window -> window.from() == null && window.until() == null;
        };
        if (empty) {
            faults.add(name + "it asks for no day and no time; name at least one.");
        }
    }

    private void checkWait(WaitSpec wait) {
        switch (wait) {
            case WaitSpec.At at -> require("instant", at.at());
            case WaitSpec.TimeOfDay day -> {
                require("time of day", day.time());
                checkZone(day.zone());
            }
            case WaitSpec.Delay delay -> checkDuration("delay", delay.delay());
            case WaitSpec.AfterInterval after -> checkDuration("delay", after.delay());
            case WaitSpec.OtherRun other -> {
                require("DAG to wait for", other.dagId());
                require("difference of the dates", other.earlier());
                checkTimeout(other.timeout());
            }
            case WaitSpec.Trigger trigger -> {
                require("DAG to start", trigger.dagId());
                checkTimeout(trigger.timeout());
                require("params", trigger.params());
            }
        }
    }

    private void checkTimeout(@Nullable Duration timeout) {
        if (timeout != null) {
            checkDuration("timeout", timeout);
        }
    }

    /** JSON may lack what the record promises. */
    private void checkDuration(String what, @Nullable Duration duration) {
        if (duration == null || duration.isNegative()) {
            faults.add(name + "its %s is %s; expected 0 or longer.".formatted(what, duration));
        }
    }

    private void require(String what, @Nullable Object value) {
        if (value == null) {
            faults.add(name + "its %s is missing.".formatted(what));
        }
    }

    private void checkZone(@Nullable String zone) {
        if (zone == null || !ZoneId.getAvailableZoneIds().contains(zone)) {
            faults.add(name
                    + "its time zone is '%s', which is unknown; use an IANA zone such as Europe/Berlin."
                            .formatted(zone));
        }
    }
}
