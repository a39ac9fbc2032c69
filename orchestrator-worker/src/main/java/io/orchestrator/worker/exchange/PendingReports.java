package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The reports that are not settled, oldest first. */
final class PendingReports {

    /** Start reports alone wait this long for company: a short task's start and end then are one call and one commit. */
    private static final long START_WAITS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int LARGEST_BATCH = 500;
    private static final int BATCH_BYTES = 2 * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayList<Entry> entries = new ArrayList<>();
    private int urgent;
    private long oldestAdded;
    private int batchLimit = LARGEST_BATCH;

    private record Entry(Report report, int bytes) {
        boolean urgent() {
            return !(report instanceof Report.Started);
        }
    }

    /**
     * @param bytes about how much it adds to a call
     */
    void add(Report report, int bytes) {
        lock.lock();
        try {
            if (entries.isEmpty()) {
                oldestAdded = System.nanoTime();
            }
            Entry entry = new Entry(report, bytes);
            entries.add(entry);
            urgent += entry.urgent() ? 1 : 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, not empty; it stays pending. */
    List<Report> awaitBatch() throws InterruptedException {
        lock.lock();
        try {
            List<Report> batch = List.of();
            while (batch.isEmpty()) {
                while (entries.isEmpty()) {
                    changed.await();
                }
                long left = START_WAITS_NANOS - (System.nanoTime() - oldestAdded);
                while (urgent == 0 && left > 0) {
                    left = changed.awaitNanos(left);
                }
                batch = batch();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private List<Report> batch() {
        List<Report> batch = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.bytes();
            if (batch.size() == batchLimit || (bytes > BATCH_BYTES && !batch.isEmpty())) {
                break;
            }
            batch.add(entry.report());
        }
        batchLimit = LARGEST_BATCH;
        return batch;
    }

    /** The next batch, and only the next, holds at most so many. */
    void limitBatch(int size) {
        lock.lock();
        try {
            batchLimit = Math.max(1, size);
        } finally {
            lock.unlock();
        }
    }

    void remove(List<Report> settled) {
        Set<Report> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(settled);
        keep(report -> !gone.contains(report), List.of());
    }

    void forget(Set<UUID> attempts) {
        keep(report -> !attempts.contains(report.attemptId()), List.of());
    }

    void replace(Report report, List<Report> substitutes) {
        keep(other -> other != report, substitutes);
    }

    void clear() {
        keep(report -> false, List.of());
    }

    private void keep(Predicate<Report> kept, List<Report> added) {
        lock.lock();
        try {
            entries.removeIf(entry -> !kept.test(entry.report()));
            entries.addAll(0, added.stream().map(report -> new Entry(report, 0)).toList());
            urgent = (int) entries.stream().filter(Entry::urgent).count();
            oldestAdded = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are none; false if that took longer. */
    boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!entries.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
