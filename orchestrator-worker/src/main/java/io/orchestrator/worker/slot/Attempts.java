package io.orchestrator.worker.slot;

import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.ReportOutcome;
import io.orchestrator.worker.exchange.Reporter;
import io.orchestrator.worker.heartbeat.Held;
import io.orchestrator.worker.log.LogShipper;
import io.orchestrator.worker.runner.Runner;
import io.orchestrator.worker.runner.RunnerEvents;
import io.orchestrator.worker.runner.RunnerExit;
import io.orchestrator.worker.runner.RunnerPool;
import io.orchestrator.worker.runner.Wish;
import io.orchestrator.worker.slot.HeldAttempt.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every attempt that this worker holds. Whatever happens to one is an event here: it changes the table under one lock and
 * does what follows on the same thread right after, so a warm hand-over is one lock and one write.
 */
public final class Attempts implements RunnerEvents, ReportOutcome, Held {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final SlotSettings settings;
    private final RunnerPool pool;
    private final Preparation preparation;
    private final LogShipper logs;
    private final Reporter reporter;
    private final ScheduledExecutorService timers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SlotTable table;
    private boolean closed = true;
    private boolean draining;

    /**
     * @param timers runs timeouts; what runs there never blocks
     */
    public Attempts(
            SlotSettings settings,
            RunnerPool pool,
            Preparation preparation,
            LogShipper logs,
            Reporter reporter,
            ScheduledExecutorService timers) {
        this.settings = settings;
        this.pool = pool;
        this.preparation = preparation;
        this.logs = logs;
        this.reporter = reporter;
        this.timers = timers;
        this.table = new SlotTable(settings.slots());
    }

    private void event(Consumer<Effects> decision) {
        Effects effects = new Effects();
        lock.lock();
        try {
            decision.accept(effects);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        effects.run();
    }

    // What the server says.

    /** Takes an attempt; one that is known already changes nothing. */
    public void assign(LiveSession session, Assignment assignment) {
        event(effects -> {
            if (closed || session.isOver() || table.knows(assignment.attemptId())) {
                return;
            }
            HeldAttempt attempt = new HeldAttempt(assignment, logs.open(assignment));
            table.add(attempt);
            if (draining) {
                handBack(attempt, effects);
                return;
            }
            effects.then(() -> preparation
                    .prepare(session, assignment)
                    .whenComplete((prepared, problem) -> prepared(session, attempt, prepared, problem)));
            arrange(effects);
        });
    }

    private void prepared(
            LiveSession session, HeldAttempt attempt, @Nullable Prepared prepared, @Nullable Throwable problem) {
        event(effects -> {
            if (table.get(attempt.id()) != attempt || attempt.isWithRunner() || session.isOver()) {
                return;
            }
            if (prepared != null) {
                attempt.prepared = prepared;
            } else if (problem != null) {
                Report report = EndReports.notPrepared(attempt.id(), problem);
                attempt.log.say("ERROR", EndReports.sentence(report));
                end(attempt, report, 0, effects);
            }
            arrange(effects);
        });
    }

    /** Ends an attempt because the server asks for it. One that never came is reported as stopped and will not run. */
    public void stop(UUID attemptId, String reason) {
        event(effects -> {
            HeldAttempt attempt = table.get(attemptId);
            if (attempt == null) {
                if (!closed && !table.knows(attemptId)) {
                    settleLater(new Report.Stopped(attemptId), 0, effects);
                }
            } else if (attempt.state == State.RUNNING) {
                interrupt(attempt, StopCause.ASKED, "Stopped: " + reason, effects);
            } else if (attempt.state != State.STOPPING) {
                attempt.log.say("INFO", "Stopped before it started: " + reason);
                end(attempt, new Report.Stopped(attemptId), 0, effects);
                arrange(effects);
            }
        });
    }

    @Override
    public void stale(List<UUID> attempts) {
        event(effects -> {
            table.settled(attempts);
            reporter.forget(new HashSet<>(attempts));
            for (UUID id : attempts) {
                HeldAttempt attempt = table.get(id);
                if (attempt != null) {
                    LOG.info("attempt {} is not current any more", id);
                    supersede(attempt, effects);
                }
            }
            arrange(effects);
        });
    }

    private void supersede(HeldAttempt attempt, Effects effects) {
        switch (attempt.state) {
            case QUEUED, PREPARING -> table.remove(attempt.id());
            case RUNNING ->
                interrupt(attempt, StopCause.STALE, "Stopped: this attempt is not current any more.", effects);
            case STOPPING -> attempt.cause = StopCause.STALE;
        }
    }

    @Override
    public void settled(List<Report> reports) {
        event(effects -> table.settled(reports.stream()
                .filter(report -> !(report instanceof Report.Started))
                .map(Report::attemptId)
                .toList()));
    }

    @Override
    public Heartbeat heartbeat() {
        lock.lock();
        try {
            return new Heartbeat(table.listed(), draining);
        } finally {
            lock.unlock();
        }
    }

    // What runners say.

    @Override
    public void ready(Runner runner) {
        event(effects -> {
            pool.ready(runner);
            arrange(effects);
        });
    }

    @Override
    public void done(Runner runner, FromRunner.Done done, int bytes) {
        event(effects -> {
            HeldAttempt attempt = table.of(runner);
            if (attempt == null || !attempt.id().equals(done.report().attemptId())) {
                LOG.warn("runner {} reports an attempt that it does not have", runner);
            } else if (attempt.state == State.STOPPING) {
                // User code has returned, but whether all of it has ended only the end of its process can say.
                effects.then(runner::terminate);
            } else {
                attempt.runner = null;
                end(attempt, EndReports.checked(done.report(), bytes), bytes, effects);
                pool.giveBack(runner, done.reusable());
                arrange(effects);
            }
        });
    }

    @Override
    public void gone(Runner runner, RunnerExit exit) {
        event(effects -> {
            pool.remove(runner);
            HeldAttempt attempt = table.of(runner);
            if (attempt != null) {
                Report report = EndReports.gone(attempt.assignment, attempt.cause, exit);
                attempt.log.say(
                        report instanceof Report.Stopped ? "INFO" : "ERROR",
                        report == null ? "Nothing of it runs any more." : EndReports.sentence(report));
                end(attempt, report, 0, effects);
            } else if (!runner.wasReady()) {
                failOneThatWaits(runner, exit, effects);
            }
            arrange(effects);
        });
    }

    private void failOneThatWaits(Runner runner, RunnerExit exit, Effects effects) {
        LOG.error("runner {} was never ready: it {} {}", runner, exit.inWords(), exit.lastWordsText());
        for (HeldAttempt attempt : table.in(State.PREPARING)) {
            if (attempt.prepared != null && attempt.prepared.wish().key().equals(runner.key())) {
                Report report = EndReports.notStarted(attempt.id(), exit);
                attempt.log.say("ERROR", EndReports.sentence(report));
                exit.lastWords().forEach(line -> attempt.log.say("ERROR", line));
                end(attempt, report, 0, effects);
                return;
            }
        }
    }

    // What follows.

    /** Fills free slots, hands prepared attempts to idle runners, and has missing runners started. */
    private void arrange(Effects effects) {
        table.fillSlots();
        List<Wish> needed = new ArrayList<>();
        for (HeldAttempt attempt : table.in(State.PREPARING)) {
            Prepared prepared = attempt.prepared;
            Runner runner = prepared == null ? null : pool.take(prepared.wish().key());
            if (prepared != null && runner != null) {
                begin(attempt, prepared.assignment(), runner, effects);
            } else if (prepared != null) {
                needed.add(prepared.wish());
            }
        }
        List<Wish> ahead = new ArrayList<>();
        for (HeldAttempt attempt : table.in(State.QUEUED)) {
            if (attempt.prepared != null) {
                ahead.add(attempt.prepared.wish());
            }
        }
        if (!needed.isEmpty() || !ahead.isEmpty()) {
            pool.want(needed, ahead, this);
        }
    }

    private void begin(HeldAttempt attempt, Assignment complete, Runner runner, Effects effects) {
        attempt.state = State.RUNNING;
        attempt.runner = runner;
        attempt.log.say(
                "INFO",
                "Attempt " + complete.attempt() + " starts on worker " + settings.worker() + ", runner " + runner
                        + ".");
        Duration timeout = complete.timeout();
        if (timeout != null) {
            attempt.timer = timers.schedule(() -> timedOut(attempt), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        reporter.add(new Report.Started(attempt.id()), 0);
        effects.then(() -> runner.run(complete, attempt.log::add));
    }

    private void timedOut(HeldAttempt attempt) {
        event(effects -> {
            if (attempt.state == State.RUNNING && table.get(attempt.id()) == attempt) {
                String text =
                        "It runs longer than its timeout of " + attempt.assignment.timeout() + " and is interrupted.";
                interrupt(attempt, StopCause.TIMEOUT, text, effects);
            }
        });
    }

    private void interrupt(HeldAttempt attempt, StopCause cause, String text, Effects effects) {
        attempt.cancelTimer();
        attempt.state = State.STOPPING;
        attempt.cause = cause;
        attempt.log.say("WARNING", text);
        Runner runner = attempt.runner;
        if (runner != null) {
            attempt.timer = timers.schedule(
                    () -> graceOver(attempt, runner), settings.grace().toMillis(), TimeUnit.MILLISECONDS);
            effects.then(() -> runner.interrupt(attempt.id(), text));
        }
    }

    private void graceOver(HeldAttempt attempt, Runner runner) {
        if (table(attempt) == attempt) {
            attempt.log.say(
                    "WARNING",
                    "It did not end within " + settings.grace() + " after the interruption: its processes are killed.");
            runner.terminate();
        }
    }

    private @Nullable HeldAttempt table(HeldAttempt attempt) {
        lock.lock();
        try {
            return table.get(attempt.id());
        } finally {
            lock.unlock();
        }
    }

    private void handBack(HeldAttempt attempt, Effects effects) {
        attempt.log.say("INFO", "The worker leaves: this attempt is handed back before it started.");
        end(attempt, new Report.HandedBack(attempt.id(), "The worker leaves."), 0, effects);
    }

    private void end(HeldAttempt attempt, @Nullable Report report, int bytes, Effects effects) {
        attempt.cancelTimer();
        table.remove(attempt.id());
        if (report != null) {
            settleLater(report, bytes, effects);
        }
    }

    private void settleLater(Report report, int bytes, Effects effects) {
        table.remove(report.attemptId());
        table.awaitSettlement(report.attemptId());
        reporter.add(report, bytes);
    }

    // What the worker itself decides.

    /** A new session begins. */
    public void open() {
        event(effects -> closed = false);
    }

    /** The session is over: nothing more is reported, everything that runs is killed at once. */
    public void close(String reason) {
        event(effects -> {
            closed = true;
            table.settleAll();
            for (HeldAttempt attempt : table.all()) {
                if (attempt.isWithRunner()) {
                    attempt.log.say("ERROR", "Killed, the worker's session is over: " + reason);
                    kill(attempt, StopCause.STALE, effects);
                } else {
                    table.remove(attempt.id());
                }
            }
        });
    }

    /** Hands back what has not started, and whatever still comes. */
    public void drain() {
        event(effects -> {
            draining = true;
            for (HeldAttempt attempt : table.all()) {
                if (!attempt.isWithRunner()) {
                    handBack(attempt, effects);
                }
            }
        });
    }

    /** Kills what runs and reports it as failed, to be tried again. */
    public void killForShutdown() {
        event(effects -> {
            for (HeldAttempt attempt : table.all()) {
                if (attempt.isWithRunner()) {
                    attempt.log.say("ERROR", "Killed: the worker leaves and waits no longer.");
                    kill(attempt, attempt.cause == null ? StopCause.SHUT_DOWN : attempt.cause, effects);
                }
            }
        });
    }

    private static void kill(HeldAttempt attempt, StopCause cause, Effects effects) {
        attempt.cancelTimer();
        attempt.state = State.STOPPING;
        attempt.cause = cause;
        Runner runner = attempt.runner;
        if (runner != null) {
            effects.then(runner::kill);
        }
    }

    /** Waits until no attempt is left that has not ended; false if that took longer. */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!table.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return table.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
