package io.orchestrator.worker.slot;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.worker.exchange.Outbox;
import io.orchestrator.worker.journal.Journal;
import io.orchestrator.worker.journal.JournalEvent;
import io.orchestrator.worker.runner.Runner;
import io.orchestrator.worker.runner.RunnerEvents;
import io.orchestrator.worker.runner.RunnerKey;
import io.orchestrator.worker.runner.RunnerPool;
import io.orchestrator.worker.runner.Wish;
import io.orchestrator.worker.slot.HeldAttempt.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Brings attempts, slots and runners together. Guarded by the lock of {@link Attempts}. */
final class Handover {

    /** More kinds of runner that do not start than anyone has at once; the oldest are tried again. */
    private static final int BROKEN = 100;

    private final SlotSettings settings;
    private final SlotTable table;
    private final RunnerPool pool;
    private final Outbox outbox;
    private final Journal journal;
    private final ScheduledExecutorService timers;
    /** Kinds of runner whose last start failed: not tried again until an attempt has a slot for one. */
    private final Set<RunnerKey> broken = new LinkedHashSet<>();

    Handover(
            SlotSettings settings,
            SlotTable table,
            RunnerPool pool,
            Outbox outbox,
            Journal journal,
            ScheduledExecutorService timers) {
        this.settings = settings;
        this.table = table;
        this.pool = pool;
        this.outbox = outbox;
        this.journal = journal;
        this.timers = timers;
    }

    void works(RunnerKey key) {
        broken.remove(key);
    }

    void isBroken(RunnerKey key) {
        broken.add(key);
        if (broken.size() > BROKEN) {
            broken.remove(broken.iterator().next());
        }
    }

    /**
     * Fills free slots, hands prepared attempts to idle runners, and has missing runners started.
     *
     * @param timedOut gets an attempt that runs longer than its timeout
     */
    void arrange(Effects effects, RunnerEvents events, Consumer<HeldAttempt> timedOut) {
        table.fillSlots();
        List<Wish> needed = new ArrayList<>();
        for (HeldAttempt attempt : table.in(State.PREPARING)) {
            Prepared prepared = attempt.prepared;
            Runner runner = prepared == null ? null : pool.take(prepared.wish().key());
            if (prepared != null && runner != null) {
                begin(attempt, prepared.assignment(), runner, effects, timedOut);
            } else if (prepared != null) {
                needed.add(prepared.wish());
            }
        }
        List<Wish> ahead = new ArrayList<>();
        for (HeldAttempt attempt : table.first(settings.slots(), State.QUEUED)) {
            Prepared prepared = attempt.prepared;
            if (prepared != null && !broken.contains(prepared.wish().key())) {
                ahead.add(prepared.wish());
            }
        }
        if (!needed.isEmpty() || !ahead.isEmpty()) {
            pool.want(needed, ahead, events);
        }
    }

    private void begin(
            HeldAttempt attempt, Assignment complete, Runner runner, Effects effects, Consumer<HeldAttempt> timedOut) {
        attempt.state = State.RUNNING;
        attempt.runner = runner;
        attempt.log.say(
                "INFO",
                "Attempt " + complete.attempt() + " starts on worker " + settings.worker() + ", runner " + runner
                        + ".");
        Duration timeout = complete.timeout();
        if (timeout != null) {
            attempt.timer = timers.schedule(() -> timedOut.accept(attempt), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        journal.write(JournalEvent.STARTED, complete, "runner " + runner);
        outbox.add(new Report.Started(attempt.id()), 0);
        effects.then(() -> runner.run(complete, attempt.log::add));
    }
}
