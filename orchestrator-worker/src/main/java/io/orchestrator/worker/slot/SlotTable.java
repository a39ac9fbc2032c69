package io.orchestrator.worker.slot;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.worker.runner.Runner;
import io.orchestrator.worker.slot.HeldAttempt.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is held, in the order of assignment, and whose end is not settled yet. Not thread-safe. */
final class SlotTable {

    /** A push may come late and twice; so many ended attempts are remembered and not run again. */
    private static final int REMEMBERED = 10_000;

    private final int slots;
    private final Map<UUID, HeldAttempt> held = new LinkedHashMap<>();
    private final Map<UUID, String> unsettled = new LinkedHashMap<>();
    private final Set<UUID> ended = new LinkedHashSet<>();

    SlotTable(int slots) {
        this.slots = slots;
    }

    /** True: the attempt is held, or it ended here. */
    boolean knows(UUID attempt) {
        return held.containsKey(attempt) || ended.contains(attempt);
    }

    void add(HeldAttempt attempt) {
        held.put(attempt.id(), attempt);
    }

    @Nullable
    HeldAttempt get(UUID attempt) {
        return held.get(attempt);
    }

    @Nullable
    HeldAttempt of(Runner runner) {
        for (HeldAttempt attempt : held.values()) {
            if (attempt.runner == runner) {
                return attempt;
            }
        }
        return null;
    }

    List<HeldAttempt> in(State state) {
        return first(held.size(), state);
    }

    /** Those that came first, at most so many. */
    List<HeldAttempt> first(int most, State state) {
        List<HeldAttempt> found = new ArrayList<>();
        for (HeldAttempt attempt : held.values()) {
            if (found.size() == most) {
                break;
            }
            if (attempt.state == state) {
                found.add(attempt);
            }
        }
        return found;
    }

    List<HeldAttempt> all() {
        return new ArrayList<>(held.values());
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Gives free slots to those that have waited longest. */
    void fillSlots() {
        int free = slots;
        for (HeldAttempt attempt : held.values()) {
            free -= attempt.state == State.QUEUED ? 0 : 1;
        }
        first(Math.max(0, free), State.QUEUED).forEach(attempt -> attempt.state = State.PREPARING);
    }

    /** The attempt is over here; a slot may have become free. */
    void remove(UUID attempt) {
        held.remove(attempt);
        ended.add(attempt);
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.iterator().next());
        }
    }

    /** The end of this attempt is to be acknowledged. */
    void awaitSettlement(HeldAttempt attempt) {
        unsettled.put(attempt.id(), attempt.assignment.dagId());
    }

    void settled(Collection<UUID> attempts) {
        unsettled.keySet().removeAll(attempts);
    }

    void settleAll() {
        unsettled.clear();
    }

    /** Everything that a heartbeat lists. */
    List<Heartbeat.Held> listed() {
        List<Heartbeat.Held> all = new ArrayList<>(held.size() + unsettled.size());
        held.values().forEach(attempt -> all.add(new Heartbeat.Held(attempt.id(), attempt.assignment.dagId())));
        unsettled.forEach((attempt, dag) -> all.add(new Heartbeat.Held(attempt, dag)));
        return all;
    }
}
