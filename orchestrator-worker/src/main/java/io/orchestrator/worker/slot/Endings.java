package io.orchestrator.worker.slot;

import io.orchestrator.protocol.worker.Report;
import io.orchestrator.worker.exchange.Outbox;
import io.orchestrator.worker.journal.Journal;
import io.orchestrator.worker.journal.JournalEvent;
import io.orchestrator.worker.runner.Runner;
import io.orchestrator.worker.slot.HeldAttempt.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ways in which an attempt comes to its end. Guarded by the lock of {@link Attempts}. */
final class Endings {

    private final SlotTable table;
    private final Outbox outbox;
    private final Journal journal;
    private final ScheduledExecutorService timers;
    private final Duration grace;

    Endings(SlotTable table, Outbox outbox, Journal journal, ScheduledExecutorService timers, Duration grace) {
        this.table = table;
        this.outbox = outbox;
        this.journal = journal;
        this.timers = timers;
        this.grace = grace;
    }

    /**
     * The attempt has ended.
     *
     * @param report null: nothing is reported
     * @param bytes about how large the report is
     */
    void end(HeldAttempt attempt, @Nullable Report report, int bytes) {
        attempt.cancelTimer();
        table.remove(attempt.id());
        journal.write(JournalEvent.ENDED, attempt.assignment, report == null ? "unreported" : Journal.kind(report));
        if (report == null) {
            outbox.forget(List.of(attempt.id()));
        } else {
            table.awaitSettlement(attempt);
            outbox.add(report, bytes);
        }
    }

    /** The attempt has ended, and its log says how. */
    void end(HeldAttempt attempt, @Nullable Report report) {
        String level = report instanceof Report.Failed ? "ERROR" : "INFO";
        attempt.log.say(level, report == null ? "Nothing of it runs any more." : EndReports.sentence(report));
        end(attempt, report, 0);
    }

    /** User code was never called and will not be. */
    void handBack(HeldAttempt attempt, String reason) {
        end(attempt, new Report.HandedBack(attempt.id(), reason));
    }

    /** Asks user code to end; what does not obey within the grace is killed. */
    void interrupt(HeldAttempt attempt, StopCause cause, String text, Effects effects) {
        stopping(attempt, cause);
        attempt.log.say("WARNING", text);
        Runner runner = attempt.runner;
        if (runner != null) {
            attempt.timer = timers.schedule(() -> graceOver(attempt, runner), grace.toMillis(), TimeUnit.MILLISECONDS);
            effects.then(() -> runner.interrupt(attempt.id(), text, cause == StopCause.TIMEOUT));
        }
    }

    /** Needs no lock: a runner whose attempt is being stopped is never used again. */
    private void graceOver(HeldAttempt attempt, Runner runner) {
        attempt.log.say(
                "WARNING", "It did not end within " + grace + " after the interruption: its processes are killed.");
        journal.write(JournalEvent.KILLED, attempt.assignment, "it did not obey the interruption");
        runner.terminate();
    }

    /** Ends the attempt's processes at once. */
    void kill(HeldAttempt attempt, StopCause cause, String text, Effects effects) {
        stopping(attempt, cause);
        attempt.log.say("ERROR", text);
        journal.write(JournalEvent.KILLED, attempt.assignment, text);
        Runner runner = attempt.runner;
        if (runner != null) {
            effects.then(runner::kill);
        }
    }

    private static void stopping(HeldAttempt attempt, StopCause cause) {
        attempt.cancelTimer();
        attempt.state = State.STOPPING;
        attempt.cause = cause;
    }
}
