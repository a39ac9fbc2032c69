package io.orchestrator.worker.slot;

import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Outbox;
import io.orchestrator.worker.exchange.ReportOutcome;
import io.orchestrator.worker.exchange.ServerClient;
import io.orchestrator.worker.heartbeat.Held;
import io.orchestrator.worker.journal.Journal;
import io.orchestrator.worker.journal.JournalEvent;
import io.orchestrator.worker.log.LogShipper;
import io.orchestrator.worker.runner.Runner;
import io.orchestrator.worker.runner.RunnerEvents;
import io.orchestrator.worker.runner.RunnerExit;
import io.orchestrator.worker.runner.RunnerPool;
import io.orchestrator.worker.slot.HeldAttempt.State;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every attempt that this worker holds. Whatever happens to one is an event here: it changes the table under one lock and
 * does what follows on the same thread right after, so a warm hand-over is one lock and one write.
 */
public final class Attempts implements RunnerEvents, ReportOutcome, Held {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final RunnerPool pool;
    private final Preparation preparation;
    private final LogShipper logs;
    private final Outbox outbox;
    private final Journal journal;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SlotTable table;
    private final Endings endings;
    private final Handover handover;

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
            Outbox outbox,
            Journal journal,
            ScheduledExecutorService timers) {
        this.pool = pool;
        this.preparation = preparation;
        this.logs = logs;
        this.outbox = outbox;
        this.journal = journal;
        this.table = new SlotTable(settings.slots());
        this.endings = new Endings(table, outbox, journal, timers, settings.grace());
        this.handover = new Handover(settings, table, pool, outbox, journal, timers);
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

    private void arrange(Effects effects) {
        handover.arrange(effects, this, this::timedOut);
    }

    // What servers say.

    /** Takes an attempt; one that is held already belongs to that server from now on. */
    public void assign(LiveSession session, ServerClient from, Assignment assignment) {
        event(effects -> {
            if (closed || session.isOver()) {
                return;
            }
            if (table.knows(assignment.attemptId())) {
                outbox.owned(from, List.of(assignment.attemptId()));
                return;
            }
            journal.write(JournalEvent.ASSIGNED, assignment, from.toString());
            outbox.assigned(from, assignment.attemptId(), assignment.dagId());
            HeldAttempt attempt = new HeldAttempt(assignment, logs.open(assignment));
            table.add(attempt);
            if (draining) {
                endings.handBack(attempt, "The worker leaves.");
                return;
            }
            effects.then(() -> preparation
                    .prepare(session, from, assignment)
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
                endings.end(attempt, EndReports.notPrepared(attempt.id(), problem));
            }
            arrange(effects);
        });
    }

    /** Ends an attempt because a server asks for it. One that never came will not run, and no heartbeat names it. */
    public void stop(UUID attemptId, String reason) {
        event(effects -> {
            HeldAttempt attempt = table.get(attemptId);
            if (attempt == null) {
                if (!closed) {
                    table.remove(attemptId);
                }
            } else if (attempt.state == State.RUNNING) {
                endings.interrupt(attempt, StopCause.ASKED, "Stopped: " + reason, effects);
            } else if (attempt.state != State.STOPPING) {
                endings.end(attempt, new Report.Stopped(attemptId));
                arrange(effects);
            }
        });
    }

    /** Hands an attempt back that another worker can begin sooner. One that has begun, or is not held, goes on. */
    public void recall(UUID attemptId) {
        event(effects -> {
            HeldAttempt attempt = table.get(attemptId);
            if (attempt != null && !attempt.isWithRunner()) {
                endings.handBack(attempt, "Recalled: a slot is free elsewhere.");
                arrange(effects);
            }
        });
    }

    @Override
    public void stale(List<UUID> attempts) {
        event(effects -> {
            table.settled(attempts);
            outbox.forget(attempts);
            for (UUID id : attempts) {
                journal.write(JournalEvent.STALE, id, "");
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
                endings.interrupt(attempt, StopCause.STALE, "Stopped: this attempt is not current any more.", effects);
            case STOPPING -> attempt.cause = StopCause.STALE;
        }
    }

    @Override
    public void settled(List<Report> reports) {
        reports.forEach(report -> journal.write(JournalEvent.ACKNOWLEDGED, report));
        event(effects -> table.settled(reports.stream()
                .filter(report -> !(report instanceof Report.Started))
                .map(Report::attemptId)
                .toList()));
    }

    @Override
    public void refused(Report report) {
        journal.write(JournalEvent.REFUSED, report);
        event(effects -> table.settled(List.of(report.attemptId())));
    }

    @Override
    public Heartbeat heartbeat(ServerClient to) {
        lock.lock();
        try {
            return new Heartbeat(table.listed(), draining, outbox.credit(to));
        } finally {
            lock.unlock();
        }
    }

    // What runners say.

    @Override
    public void ready(Runner runner) {
        event(effects -> {
            handover.works(runner.key());
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
                endings.end(attempt, EndReports.checked(done.report(), bytes), bytes);
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
                endings.end(attempt, EndReports.gone(attempt.assignment, attempt.cause, exit));
            } else if (!runner.wasReady()) {
                failOneThatWaits(runner, exit);
            }
            arrange(effects);
        });
    }

    private void failOneThatWaits(Runner runner, RunnerExit exit) {
        if (!draining) {
            LOG.error("runner {} was never ready: it {} {}", runner, exit.inWords(), exit.lastWordsText());
        }
        handover.isBroken(runner.key());
        for (HeldAttempt attempt : table.in(State.PREPARING)) {
            if (attempt.prepared != null && attempt.prepared.wish().key().equals(runner.key())) {
                exit.lastWords().forEach(line -> attempt.log.say("ERROR", line));
                endings.end(attempt, EndReports.notStarted(attempt.id(), exit));
                return;
            }
        }
    }

    private void timedOut(HeldAttempt attempt) {
        event(effects -> {
            if (attempt.state == State.RUNNING && table.get(attempt.id()) == attempt) {
                String text =
                        "It runs longer than its timeout of " + attempt.assignment.timeout() + " and is interrupted.";
                endings.interrupt(attempt, StopCause.TIMEOUT, text, effects);
            }
        });
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
            outbox.clear();
            for (HeldAttempt attempt : table.all()) {
                if (attempt.isWithRunner()) {
                    endings.kill(attempt, StopCause.STALE, "Killed, the worker's session is over: " + reason, effects);
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
            outbox.takeNothing();
            for (HeldAttempt attempt : table.all()) {
                if (!attempt.isWithRunner()) {
                    endings.handBack(attempt, "The worker leaves.");
                }
            }
        });
    }

    /** Kills what runs and reports it as failed, to be tried again. */
    public void killForShutdown() {
        event(effects -> {
            for (HeldAttempt attempt : table.all()) {
                if (attempt.isWithRunner()) {
                    StopCause cause = attempt.cause == null ? StopCause.SHUT_DOWN : attempt.cause;
                    endings.kill(attempt, cause, "Killed: the worker leaves and waits no longer.", effects);
                }
            }
        });
    }

    /** The builds of everything that is held. */
    public Set<String> builds() {
        lock.lock();
        try {
            return table.all().stream()
                    .map(attempt -> attempt.assignment.build())
                    .collect(Collectors.toSet());
        } finally {
            lock.unlock();
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
