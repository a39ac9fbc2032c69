package io.orchestrator.worker.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** Which attempt belongs to which server, and what each server may have here. Guarded by the lock of {@link Outbox}. */
final class Routes {

    private final Map<UUID, Route> routes = new HashMap<>();
    private final List<ServerQueue> queues = new ArrayList<>();
    private final ServerQueue homeless;
    private int total;

    /**
     * @param total how many attempts the worker takes
     */
    Routes(int total, Condition changed) {
        this.total = total;
        this.homeless = new ServerQueue(null, changed, () -> {});
    }

    // Servers.

    void join(ServerQueue queue) {
        queues.add(queue);
        for (Route route : routes.values()) {
            if (route.home == homeless) {
                move(route, queue);
            }
        }
        adjust();
    }

    void leave(ServerQueue queue) {
        queues.remove(queue);
        for (Route route : routes.values()) {
            route.passed.remove(queue);
            if (route.home == queue) {
                move(route, queues.isEmpty() ? homeless : next(route));
            }
        }
        adjust();
    }

    @Nullable
    ServerQueue of(ServerClient server) {
        for (ServerQueue queue : queues) {
            if (queue.server == server) {
                return queue;
            }
        }
        return null;
    }

    /** Every queue, also that of the homeless. */
    List<ServerQueue> all() {
        List<ServerQueue> all = new ArrayList<>(queues);
        all.add(homeless);
        return all;
    }

    // Attempts.

    @Nullable
    Route get(UUID attempt) {
        return routes.get(attempt);
    }

    void begin(UUID attempt, String dagId, @Nullable ServerQueue home) {
        Route route = new Route(attempt, dagId, home == null ? homeless : home);
        route.home.open++;
        routes.put(attempt, route);
    }

    /** The attempt has ended; its reports may still be on their way. */
    void close(Route route) {
        if (route.open) {
            route.open = false;
            route.home.open--;
            adjust();
        }
    }

    void remove(Route route) {
        close(route);
        routes.remove(route.attemptId);
    }

    void clear() {
        List.copyOf(routes.values()).forEach(this::remove);
    }

    /** Its reports go to another server from now on. */
    void move(Route route, ServerQueue to) {
        ServerQueue from = route.home;
        if (from != to) {
            route.home = to;
            from.moveTo(to, route);
            from.open -= route.open ? 1 : 0;
            to.open += route.open ? 1 : 0;
        }
    }

    /** Its server did not judge it: the next one is asked, or all again after a while. */
    void moveOn(Route route) {
        route.passed.add(route.home);
        if (queues.stream().allMatch(queue -> !queue.isReachable() || route.passed.contains(queue))) {
            route.nextRound();
        }
        move(route, next(route));
    }

    /** The next one that can be reached and was not asked in this round; if none can be reached, the same. */
    private ServerQueue next(Route route) {
        int from = queues.indexOf(route.home);
        for (int i = 1; i <= queues.size(); i++) {
            ServerQueue candidate = queues.get((from + i + queues.size()) % queues.size());
            if (candidate.isReachable() && !route.passed.contains(candidate)) {
                return candidate;
            }
        }
        return from >= 0 || queues.isEmpty() ? route.home : queues.getFirst();
    }

    /** While a server cannot be reached, another one may know what became of its DAGs. */
    void avoid(ServerQueue queue) {
        if (queues.stream().anyMatch(other -> other != queue && other.isReachable())) {
            queue.routes().forEach(this::moveOn);
        }
        adjust();
    }

    // Credit.

    void takeNothing() {
        total = 0;
    }

    int credit(ServerQueue queue) {
        int index = queues.indexOf(queue);
        return index < 0 ? 0 : divided()[index];
    }

    /** Sees to it that a server whose credit has grown hears of it; where reports are to be sent they say it. */
    void adjust() {
        int[] credits = divided();
        for (int i = 0; i < credits.length; i++) {
            ServerQueue queue = queues.get(i);
            if (credits[i] > queue.told && queue.isEmpty() && queue.isReachable()) {
                queue.nudge.run();
            }
        }
    }

    private int[] divided() {
        List<Credits.Share> shares = queues.stream()
                .map(queue -> new Credits.Share(queue.open, queue.wants, queue.isReachable()))
                .toList();
        int turn = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        return Credits.divide(total - homeless.open, shares, turn);
    }
}
