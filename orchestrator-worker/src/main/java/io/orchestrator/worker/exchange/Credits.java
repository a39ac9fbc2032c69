package io.orchestrator.worker.exchange;

import java.util.ArrayList;
import java.util.List;

/** How many attempts each server may have at this worker. Pure. */
final class Credits {

    private Credits() {}

    /**
     * What a server's credit is decided from.
     *
     * @param held how many attempts of it are here and have not ended
     * @param wants whether it has said that it has more work than credit
     * @param reachable whether calls get through to it
     */
    record Share(int held, boolean wants, boolean reachable) {}

    /**
     * Divides the total. Everyone keeps what it uses. Of the rest, a server that wants nothing gets one, so that it can begin
     * at once, as long as each server that wants gets one too; those that want are levelled out. Where nobody wants, all are.
     *
     * @param total how many attempts the worker takes; the sum is only larger if more are held already
     * @param turn decides who gets what cannot be divided: as it counts up, each server in its turn
     * @return the credits, in the order of the shares
     */
    static int[] divide(int total, List<Share> shares, int turn) {
        int[] credits = new int[shares.size()];
        int rest = total;
        for (int i = 0; i < credits.length; i++) {
            credits[i] = shares.get(i).held();
            rest -= credits[i];
        }
        List<Integer> wanting = new ArrayList<>();
        List<Integer> content = new ArrayList<>();
        for (int i : inTurn(credits.length, turn)) {
            if (shares.get(i).reachable()) {
                (shares.get(i).wants() ? wanting : content).add(i);
            }
        }
        if (wanting.isEmpty()) {
            level(credits, content, rest);
        } else {
            for (int i : content) {
                if (rest > wanting.size()) {
                    credits[i]++;
                    rest--;
                }
            }
            level(credits, wanting, rest);
        }
        return credits;
    }

    private static List<Integer> inTurn(int count, int turn) {
        List<Integer> order = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            order.add(Math.floorMod(turn + i, count));
        }
        return order;
    }

    /** One at a time to whoever has least; among equals to the first. */
    private static void level(int[] credits, List<Integer> servers, int rest) {
        for (int left = servers.isEmpty() ? 0 : rest; left > 0; left--) {
            int least = servers.getFirst();
            for (int i : servers) {
                least = credits[i] < credits[least] ? i : least;
            }
            credits[least]++;
        }
    }
}
