package io.orchestrator.core.decide;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;
import java.util.function.Function;
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

        boolean takes(Need need) {
            return need.isMetBy(queues, capabilities);
        }

        /** Whether one more attempt with this need could begin at once. */
        public boolean isIdleFor(Need need) {
            return idleSlots() > 0 && takes(need);
        }

        public Capacity withOneMore() {
            return new Capacity(sessionId, queues, capabilities, slots, credit, held + 1);
        }
    }

    /** An instance that starts, and where. */
    public record Grant(ReadyTask ready, UUID sessionId) {}

    /**
     * Gives places to what is ready: to the class of work and the DAG whose turn it is, and of that to the task that comes first.
     *
     * @param ready in its lines
     * @param limits take in what is granted
     * @param round takes in what is granted
     */
    public static List<Grant> admit(
            Map<Line, ? extends NavigableSet<ReadyTask>> ready,
            List<Capacity> sessions,
            Limits limits,
            Shares.Round round) {
        return new Turns(ready, Places.of(sessions), limits, round).grants();
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
        List<Place> serving = Places.of(sessions).serving(task.need());
        if (serving.isEmpty()) {
            List<String> served = sessions.stream()
                    .flatMap(session -> session.queues().stream())
                    .distinct()
                    .sorted()
                    .map(queue -> "'" + queue + "'")
                    .toList();
            return new WorkerBlocker.NoWorker(
                    task.need().queue(), served, draining.apply(task.need().queue()));
        }
        if (serving.stream().anyMatch(place -> place.isFreeFor(task.line()))) {
            return null;
        }
        List<String> idle = serving.stream()
                .filter(place -> place.idleSlots() > 0)
                .map(place -> names.apply(place.capacity.sessionId()))
                .toList();
        return idle.isEmpty()
                ? new WorkerBlocker.WorkersBusy(
                        task.need().queue(),
                        serving.stream()
                                .map(place -> names.apply(place.capacity.sessionId()))
                                .toList(),
                        serving.stream()
                                .mapToInt(place -> place.capacity.slots())
                                .sum(),
                        before)
                : new WorkerBlocker.PlacesElsewhere(task.need().queue(), idle);
    }

    static final class Place {
        private final Capacity capacity;
        private int held;

        Place(Capacity capacity) {
            this.capacity = capacity;
            this.held = capacity.held();
        }

        UUID take() {
            held++;
            return capacity.sessionId();
        }

        /** Work of backfills waits here rather than in a worker's own queue, where live work could not pass it. */
        boolean isFreeFor(Line line) {
            boolean room = line.holder().work() == WorkClass.BACKFILL
                    ? Math.min(capacity.slots(), capacity.credit()) > held
                    : capacity.credit() > held;
            return room && capacity.takes(line.need());
        }

        int idleSlots() {
            return capacity.slots() - held;
        }
    }

    record Places(List<Place> places) {

        static Places of(List<Capacity> sessions) {
            return new Places(sessions.stream().map(Place::new).toList());
        }

        List<Place> serving(Need need) {
            return places.stream().filter(place -> place.capacity.takes(need)).toList();
        }

        /** A free slot anywhere comes before a place in a worker's own queue. */
        @Nullable
        Place mostFree(Line line) {
            Place best = null;
            for (Place place : places) {
                if (place.isFreeFor(line) && (best == null || place.idleSlots() > best.idleSlots())) {
                    best = place;
                }
            }
            return best;
        }
    }
}
