package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.worker.exchange.ServerQueue.PendingReport;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every report that is not settled, on its way to the server that decides on its attempt. An attempt's reports are all at one
 * server at a time, so they keep their order; which one that is may change. Thread-safe; only what says so waits.
 */
public final class Outbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Routes routes;

    /**
     * @param total how many attempts the worker takes, running and queued
     */
    public Outbox(int total) {
        this.routes = new Routes(total, lock.newCondition());
    }

    private interface Step<T extends @Nullable Object> {
        T run();
    }

    private <T extends @Nullable Object> T locked(Step<T> step) {
        lock.lock();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing if the server has left. */
    private void changeAt(ServerClient server, Consumer<ServerQueue> step) {
        change(() -> {
            ServerQueue queue = routes.of(server);
            if (queue != null) {
                step.accept(queue);
            }
        });
    }

    // Attempts.

    /** A server has given an attempt that is not known yet: its reports go there. */
    public void assigned(ServerClient server, UUID attempt, String dagId) {
        change(() -> routes.begin(attempt, dagId, routes.of(server)));
    }

    /** A server has said that these attempts are its own: their reports go there. */
    public void owned(ServerClient server, Collection<UUID> attempts) {
        changeAt(server, queue -> {
            for (UUID attempt : attempts) {
                Route route = routes.get(attempt);
                if (route != null && route.home != queue) {
                    routes.move(route, queue);
                    route.found();
                    queue.changed.signalAll();
                }
            }
        });
    }

    /**
     * Takes a report to be sent, of an attempt that was assigned.
     *
     * @param bytes about how large it is as JSON
     */
    public void add(Report report, int bytes) {
        change(() -> {
            Route route = routes.get(report.attemptId());
            if (route == null) {
                return;
            }
            PendingReport pending = new PendingReport(route, report, bytes);
            route.home.add(pending);
            if (pending.isEnd()) {
                routes.close(route);
            }
            if (!route.home.isReachable()) {
                routes.avoid(route.home);
            }
        });
    }

    /** Forgets these attempts and what is not settled of them. */
    public void forget(Collection<UUID> attempts) {
        change(() -> {
            for (UUID attempt : attempts) {
                Route route = routes.get(attempt);
                if (route != null) {
                    route.home.removeIf(report -> report.route == route);
                    routes.remove(route);
                }
            }
        });
    }

    /** Forgets everything: the session that it was for is over. */
    public void clear() {
        change(() -> {
            routes.all().forEach(queue -> queue.removeIf(report -> true));
            routes.clear();
        });
    }

    /** Waits until nothing is unsettled; false if that took longer. */
    public boolean awaitSettled(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!isSettled() && left > 0) {
                left = settled.awaitNanos(left);
            }
            return isSettled();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled() {
        return routes.all().stream().allMatch(ServerQueue::isEmpty);
    }

    // Servers.

    /**
     * A server may be talked to.
     *
     * @param nudge asks for a heartbeat to it soon; must not block
     */
    public void join(ServerClient server, Runnable nudge) {
        change(() -> routes.join(new ServerQueue(server, lock.newCondition(), nudge)));
    }

    /** A server is not to be talked to any more. */
    public void leave(ServerClient server) {
        changeAt(server, queue -> {
            routes.leave(queue);
            queue.changed.signalAll();
        });
    }

    /**
     * A server has answered a heartbeat.
     *
     * @param owned attempts whose reports it judges
     * @param wants whether it has more work than credit
     */
    public void heard(ServerClient server, List<UUID> owned, boolean wants) {
        owned(server, owned);
        changeAt(server, queue -> {
            queue.wants = wants;
            queue.notBefore = System.nanoTime();
            queue.changed.signalAll();
            routes.adjust();
        });
    }

    /** The worker wants nothing more: every server's credit is what it holds. */
    public void takeNothing() {
        change(routes::takeNothing);
    }

    /** How many attempts a server may have here. The caller tells it. */
    public int credit(ServerClient server) {
        return locked(() -> {
            ServerQueue queue = routes.of(server);
            if (queue == null) {
                return 0;
            }
            queue.told = routes.credit(queue);
            return queue.told;
        });
    }

    // What reporters do.

    /** The next batch for a server, not empty, which stays pending; null: the server has left. Waits. */
    @Nullable
    List<PendingReport> awaitBatch(ServerClient server) throws InterruptedException {
        lock.lock();
        try {
            for (ServerQueue queue = routes.of(server); queue != null; queue = routes.of(server)) {
                long now = System.nanoTime();
                long left = queue.nanosUntilBatch(now);
                if (left <= 0) {
                    return queue.batch(now);
                }
                queue.changed.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** What is settled of a batch, after it was answered. What was not judged is sent again, there or elsewhere. */
    List<PendingReport> answered(ServerClient server, List<PendingReport> batch, Reports.Answer answer) {
        return locked(() -> {
            Set<UUID> judged = new HashSet<>(answer.accepted());
            judged.addAll(answer.stale());
            Set<UUID> elsewhere = new HashSet<>(answer.elsewhere());
            List<PendingReport> done = batch.stream()
                    .filter(report -> judged.contains(report.route.attemptId))
                    .toList();
            remove(done);
            ServerQueue queue = routes.of(server);
            Set<Route> again = new HashSet<>();
            batch.forEach(report -> again.add(report.route));
            for (Route route : again) {
                if (!judged.contains(route.attemptId) && route.home == queue) {
                    passOver(route, elsewhere.contains(route.attemptId));
                }
            }
            if (queue != null) {
                queue.wants = answer.wants();
            }
            routes.adjust();
            settled.signalAll();
            return done;
        });
    }

    private void passOver(Route route, boolean elsewhere) {
        if (elsewhere) {
            routes.moveOn(route);
        } else {
            route.nextRound();
        }
    }

    private void remove(List<PendingReport> done) {
        Set<PendingReport> gone = new HashSet<>(done);
        Set<ServerQueue> homes = new HashSet<>();
        done.forEach(report -> homes.add(report.route.home));
        homes.forEach(queue -> queue.removeIf(gone::contains));
        for (PendingReport report : done) {
            report.route.found();
            if (report.isEnd()) {
                routes.remove(report.route);
            }
        }
    }

    /** A server did not answer. Its reports go to others, if there are any, or wait. */
    void unanswered(ServerClient server, Duration wait) {
        changeAt(server, queue -> {
            queue.notBefore = System.nanoTime() + wait.toNanos();
            routes.avoid(queue);
        });
    }

    /** The next batch for a server, and only the next, holds at most so many. */
    void limitBatch(ServerClient server, int size) {
        changeAt(server, queue -> queue.limitBatch(size));
    }

    /** Another report takes the place of one that nobody takes; null: none does. */
    void replace(PendingReport refused, @Nullable Report substitute) {
        change(() -> {
            if (substitute == null) {
                remove(List.of(refused));
            } else {
                refused.route.home.replace(refused, new PendingReport(refused.route, substitute, 0));
            }
        });
    }
}
