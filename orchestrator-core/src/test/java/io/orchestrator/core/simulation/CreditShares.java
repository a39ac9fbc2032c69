package io.orchestrator.core.simulation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a worker divides its places among servers: evenly among those that have work for it. What a server was told counts until
 * it has acknowledged something less, so that together they never have more than there is.
 */
final class CreditShares {

    private final int total;
    private final Map<Integer, Deque<Told>> told = new TreeMap<>();
    private final Set<Integer> wanting = new TreeSet<>();
    private long sent;

    private record Told(long number, int credit) {}

    CreditShares(int total) {
        this.total = total;
    }

    /** True: a server has work that it had not before, so the others may have to give something up. */
    boolean wants(int server, boolean more) {
        if (more) {
            return wanting.add(server);
        }
        wanting.remove(server);
        return false;
    }

    List<Integer> wanting() {
        return List.copyOf(wanting);
    }

    /** A server that is gone has nothing any more. */
    void forget(Collection<Integer> live) {
        told.keySet().retainAll(live);
        wanting.retainAll(live);
    }

    /**
     * The next credit for a server, which from now on counts.
     *
     * @param held how many attempts each server has here
     * @param turn moves the rest around that cannot be divided
     */
    int next(int server, List<Integer> live, Map<Integer, Integer> held, int turn) {
        int taken = 0;
        for (int other : live) {
            if (other != server) {
                taken += Math.max(inForce(other), held.getOrDefault(other, 0));
            }
        }
        int credit = Math.max(0, Math.min(share(server, live, held, turn), total - taken));
        told.computeIfAbsent(server, key -> new ArrayDeque<>()).add(new Told(sent++, credit));
        return credit;
    }

    private int share(int server, List<Integer> live, Map<Integer, Integer> held, int turn) {
        List<Integer> sharing = wanting.isEmpty()
                ? live
                : live.stream().filter(wanting::contains).toList();
        if (!sharing.contains(server)) {
            return held.getOrDefault(server, 0);
        }
        int place = Math.floorMod(sharing.indexOf(server) + turn, sharing.size());
        return total / sharing.size() + (place < total % sharing.size() ? 1 : 0);
    }

    private int inForce(int server) {
        return told.getOrDefault(server, new ArrayDeque<>()).stream()
                .mapToInt(Told::credit)
                .max()
                .orElse(0);
    }

    /** The number of what was told last. */
    long lastSent() {
        return sent - 1;
    }

    /** A server has heard this; what it was told before does not count any more. True: it gave something up. */
    boolean acknowledged(int server, long number) {
        int before = inForce(server);
        Deque<Told> credits = told.get(server);
        while (credits != null && !credits.isEmpty() && credits.getFirst().number() < number) {
            credits.removeFirst();
        }
        return inForce(server) < before;
    }
}
