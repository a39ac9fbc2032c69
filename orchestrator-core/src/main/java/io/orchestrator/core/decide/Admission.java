package io.orchestrator.core.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongToIntFunction;

/** What may start: ready task instances, free capacity and limits give grants. */
public final class Admission {

    private Admission() {}

    /** A session that may take more. */
    public record Capacity(UUID sessionId, List<String> queues, int slots, int prefetch, int held) {

        int free() {
            return slots + prefetch - held;
        }

        Capacity withOneMore() {
            return new Capacity(sessionId, queues, slots, prefetch, held + 1);
        }
    }

    /** An instance that starts, and where. */
    public record Grant(ReadyTask ready, UUID sessionId) {}

    /**
     * @param ready by queue, in the order in which they shall start
     * @param roomInRun how many more instances of a run may be at a worker
     */
    public static List<Grant> admit(
            Map<String, ? extends NavigableSet<ReadyTask>> ready,
            List<Capacity> sessions,
            LongToIntFunction roomInRun) {
        List<Capacity> open = new ArrayList<>(sessions);
        Map<Long, Integer> room = new HashMap<>();
        List<Grant> grants = new ArrayList<>();
        ready.forEach((queue, waiting) -> {
            for (ReadyTask next : waiting) {
                Optional<Capacity> session = mostFree(open, queue);
                if (session.isEmpty()) {
                    break;
                }
                int left = room.computeIfAbsent(next.runKey(), roomInRun::applyAsInt);
                if (left > 0) {
                    room.put(next.runKey(), left - 1);
                    open.set(open.indexOf(session.get()), session.get().withOneMore());
                    grants.add(new Grant(next, session.get().sessionId()));
                }
            }
        });
        return grants;
    }

    /** A free slot anywhere comes before a place in a worker's own queue. */
    private static Optional<Capacity> mostFree(List<Capacity> sessions, String queue) {
        Capacity best = null;
        for (Capacity session : sessions) {
            if (session.free() > 0 && session.queues().contains(queue) && (best == null || freer(session, best))) {
                best = session;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean freer(Capacity one, Capacity other) {
        return one.slots() - one.held() > other.slots() - other.held();
    }
}
