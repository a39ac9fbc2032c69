package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Journal.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Keeps the engine under load: begins runs of a DAG at a pace, and collects what their tasks note. */
final class Driver {

    private static final int LARGEST_CALL = 100;
    private static final int CALLS_AT_ONCE = 8;
    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private final Triggers triggers;
    private final Journal journal;
    private final String dagId;
    private final String prefix;
    private final int lastTask;

    /**
     * @param prefix of the ids of the runs
     * @param lastTask the ordinal of the task with which a run ends
     */
    Driver(Triggers triggers, Journal journal, String dagId, String prefix, int lastTask) {
        this.triggers = triggers;
        this.journal = journal;
        this.dagId = dagId;
        this.prefix = prefix;
        this.lastTask = lastTask;
    }

    /**
     * What happened.
     *
     * @param begun how many runs were begun
     * @param notes of all their tasks
     */
    record Driven(long begun, List<Note> notes) {}

    /**
     * Drives for some time, then waits until every run that was begun has ended.
     *
     * @param atMost how long the rest may take
     */
    Driven drive(Pace pace, Duration time, Duration atMost) throws InterruptedException {
        List<Note> notes = new ArrayList<>();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Semaphore calls = new Semaphore(CALLS_AT_ONCE);
        long from = System.nanoTime();
        long begun = 0;
        long ended = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (System.nanoTime() - from < time.toNanos() && failure.get() == null) {
                ended += collect(notes);
                long due = pace.due(System.nanoTime() - from, begun, ended);
                if (due > 0 && calls.tryAcquire()) {
                    long first = begun;
                    begun += Math.min(due, LARGEST_CALL);
                    long end = begun;
                    threads.submit(() -> call(first, end, calls, failure));
                } else {
                    LockSupport.parkNanos(LOOK_EVERY_NANOS);
                }
            }
        }
        if (failure.get() != null) {
            throw new BenchFailed("Runs could not be begun: " + failure.get(), failure.get());
        }
        awaitRest(notes, begun - ended, atMost);
        return new Driven(begun, notes);
    }

    private void call(long first, long end, Semaphore calls, AtomicReference<@Nullable Exception> failure) {
        try {
            triggers.trigger(
                    dagId,
                    LongStream.range(first, end)
                            .mapToObj(number -> prefix + number)
                            .toList());
        } catch (Exception problem) {
            failure.compareAndSet(null, problem);
        } finally {
            calls.release();
        }
    }

    private long collect(List<Note> notes) {
        List<Note> more = journal.ended();
        notes.addAll(more);
        return more.stream().filter(note -> note.ordinal() == lastTask).count();
    }

    private void awaitRest(List<Note> notes, long runs, Duration atMost) {
        long left = runs;
        long until = System.nanoTime() + atMost.toNanos();
        while (left > 0) {
            left -= collect(notes);
            if (System.nanoTime() > until) {
                throw new BenchFailed("%d runs of %s have not ended within %d seconds after the last was begun."
                        .formatted(left, dagId, atMost.toSeconds()));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
