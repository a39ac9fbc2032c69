package io.orchestrator.core.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/** What may start: ready task instances, free capacity and limits give grants. */
public final class Admission {

    private Admission() {}

    /**
     * A session that may take more.
     *
     * @param credit how many attempts this server may have there
     * @param held how many it has
     */
    public record Capacity(
            UUID sessionId, List<String> queues, List<String> capabilities, int slots, int credit, int held) {

        /** How many more could begin there at once. */
        public int idleSlots() {
            return Math.min(slots, credit) - held;
        }

        public Capacity withOneMore() {
            return new Capacity(sessionId, queues, capabilities, slots, credit, held + 1);
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
        Places places = Places.of(sessions);
        Map<Long, Integer> room = new HashMap<>();
        List<Grant> grants = new ArrayList<>();
        ready.forEach((queue, waiting) -> {
            ReadyTask next = waiting.isEmpty() ? null : waiting.first();
            while (next != null && places.anyFree(queue)) {
                int left = room.computeIfAbsent(next.runKey(), roomInRun::applyAsInt);
                Place place = left > 0 ? places.mostFree(queue) : null;
                if (place != null) {
                    room.put(next.runKey(), left - 1);
                    place.held++;
                    grants.add(new Grant(next, place.capacity.sessionId()));
                }
                next = left > 0 ? waiting.higher(next) : waiting.higher(next.lastOfRun());
            }
        });
        return grants;
    }

    /**
     * Why a ready instance has no place.
     *
     * @param names of the sessions, for people
     * @param draining the names of sessions that take nothing new, by queue
     * @param before how many ready instances of its queue come first
     * @return why, or null: there is one for it
     */
    public static @Nullable Blocker blocker(
            ReadyTask task,
            List<Capacity> sessions,
            Function<UUID, String> names,
            Function<String, List<String>> draining,
            int before) {
        List<Place> serving = Places.of(sessions).serving(task.queue());
        if (serving.isEmpty()) {
            List<String> served = sessions.stream()
                    .flatMap(session -> session.queues().stream())
                    .distinct()
                    .sorted()
                    .map(queue -> "'" + queue + "'")
                    .toList();
            return new Blocker.NoWorker(task.queue(), served, draining.apply(task.queue()));
        }
        if (serving.stream().anyMatch(place -> place.isFree(task.queue()))) {
            return null;
        }
        List<String> idle = serving.stream()
                .filter(place -> place.idleSlots() > 0)
                .map(place -> names.apply(place.capacity.sessionId()))
                .toList();
        return idle.isEmpty()
                ? new Blocker.WorkersBusy(
                        task.queue(),
                        serving.stream()
                                .map(place -> names.apply(place.capacity.sessionId()))
                                .toList(),
                        serving.stream()
                                .mapToInt(place -> place.capacity.slots())
                                .sum(),
                        before)
                : new Blocker.PlacesElsewhere(task.queue(), idle);
    }

    private static final class Place {
        private final Capacity capacity;
        private int held;

        Place(Capacity capacity) {
            this.capacity = capacity;
            this.held = capacity.held();
        }

        boolean isFree(String queue) {
            return held < capacity.credit() && capacity.queues().contains(queue);
        }

        int idleSlots() {
            return capacity.slots() - held;
        }
    }

    private record Places(List<Place> places) {

        static Places of(List<Capacity> sessions) {
            return new Places(sessions.stream().map(Place::new).toList());
        }

        boolean anyFree(String queue) {
            return places.stream().anyMatch(place -> place.isFree(queue));
        }

        List<Place> serving(String queue) {
            return places.stream()
                    .filter(place -> place.capacity.queues().contains(queue))
                    .toList();
        }

        /** A free slot anywhere comes before a place in a worker's own queue. */
        @Nullable
        Place mostFree(String queue) {
            Place best = null;
            for (Place place : places) {
                if (place.isFree(queue) && (best == null || place.idleSlots() > best.idleSlots())) {
                    best = place;
                }
            }
            return best;
        }
    }
}
