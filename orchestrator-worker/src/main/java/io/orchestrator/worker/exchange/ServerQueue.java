package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one server is to be told, oldest first, and what it may have here. Guarded by the lock of {@link Outbox}. */
final class ServerQueue {

    /** Start reports alone wait this long for company: a short task's start and end then are one call and one commit. */
    private static final long START_WAITS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int LARGEST_BATCH = 500;
    private static final int BATCH_BYTES = 2 * 1024 * 1024;
    private static final long NEVER = Long.MAX_VALUE;

    /** Null: the queue of those attempts for which there is no server. */
    final @Nullable ServerClient server;

    final Condition changed;
    /** Asks for a heartbeat soon. */
    final Runnable nudge;

    /** How many attempts that have not ended are this server's. */
    int open;
    /** The server has more work than credit. */
    boolean wants;
    /** The credit that the server was told last. */
    int told;
    /** No call before that moment of the monotonic clock: the last one failed. */
    long notBefore = System.nanoTime();

    private final ArrayList<PendingReport> reports = new ArrayList<>();
    private int batchLimit = LARGEST_BATCH;

    ServerQueue(@Nullable ServerClient server, Condition changed, Runnable nudge) {
        this.server = server;
        this.changed = changed;
        this.nudge = nudge;
    }

    /** A report of the attempt on this route; never copied or compared by content. */
    static final class PendingReport {
        final Route route;
        final Report report;
        final int bytes;
        final long since = System.nanoTime();

        /**
         * @param bytes about how much it adds to a call
         */
        PendingReport(Route route, Report report, int bytes) {
            this.route = route;
            this.report = report;
            this.bytes = bytes;
        }

        boolean isEnd() {
            return !(report instanceof Report.Started);
        }

        /** How long it is not to be sent yet; zero or less: now. */
        private long waits(long now) {
            long route = this.route.notBefore - now;
            return isEnd() ? route : Math.max(route, since + START_WAITS_NANOS - now);
        }

        private boolean isHeldUp(long now) {
            return route.notBefore - now > 0;
        }
    }

    boolean isReachable() {
        return server != null && server.isReachable();
    }

    void add(PendingReport report) {
        reports.add(report);
        changed.signalAll();
    }

    boolean isEmpty() {
        return reports.isEmpty();
    }

    /** How long until there is something to send; zero or less: now. */
    long nanosUntilBatch(long now) {
        long least = NEVER;
        for (PendingReport report : reports) {
            least = Math.min(least, report.waits(now));
            if (least <= 0) {
                break;
            }
        }
        return least == NEVER ? NEVER : Math.max(least, notBefore - now);
    }

    /** The next batch; it stays pending. */
    List<PendingReport> batch(long now) {
        List<PendingReport> batch = new ArrayList<>();
        long bytes = 0;
        for (PendingReport report : reports) {
            if (report.isHeldUp(now)) {
                continue;
            }
            bytes += report.bytes;
            if (batch.size() == batchLimit || (bytes > BATCH_BYTES && !batch.isEmpty())) {
                break;
            }
            batch.add(report);
        }
        batchLimit = LARGEST_BATCH;
        return batch;
    }

    /** The next batch, and only the next, holds at most so many. */
    void limitBatch(int size) {
        batchLimit = Math.max(1, size);
    }

    List<Route> routes() {
        return reports.stream().map(report -> report.route).distinct().toList();
    }

    void removeIf(Predicate<PendingReport> gone) {
        reports.removeIf(gone);
    }

    void replace(PendingReport report, PendingReport substitute) {
        reports.replaceAll(other -> other == report ? substitute : other);
    }

    /** Gives the reports of a route to another server, in their order. */
    void moveTo(ServerQueue other, Route route) {
        for (PendingReport report : reports) {
            if (report.route == route) {
                other.add(report);
            }
        }
        reports.removeIf(report -> report.route == route);
    }
}
