package io.orchestrator.core.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
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
     * Gives places to what is ready, in the order in which tasks shall start.
     *
     * @param ready by what they need
     * @param limits take in what is granted
     */
    public static List<Grant> admit(
            Map<Need, ? extends NavigableSet<ReadyTask>> ready, List<Capacity> sessions, Limits limits) {
        Places places = Places.of(sessions);
        List<Grant> grants = new ArrayList<>();
        PriorityQueue<Line> lines = new PriorityQueue<>();
        ready.forEach((need, waiting) -> Line.add(lines, need, waiting, waiting.isEmpty() ? null : waiting.first()));
        for (Line line = lines.poll(); line != null; line = lines.poll()) {
            Place best = places.mostFree(line.need);
            if (best != null) {
                ReadyTask next = line.first;
                Blocker blocker = limits.blocker(next);
                if (blocker == null) {
                    limits.take(next);
                    best.held++;
                    grants.add(new Grant(next, best.capacity.sessionId()));
                }
                Line.add(lines, line.need, line.waiting, line.after(blocker));
            }
        }
        return grants;
    }

    /** Tasks with one need, of which the first waits for its turn. */
    private record Line(Need need, NavigableSet<ReadyTask> waiting, ReadyTask first) implements Comparable<Line> {

        static void add(
                PriorityQueue<Line> lines, Need need, NavigableSet<ReadyTask> waiting, @Nullable ReadyTask first) {
            if (first != null) {
                lines.add(new Line(need, waiting, first));
            }
        }

        /** Who may be next: a lighter task may pass one that lacks slots of its pool, but not if there are none at all. */
        @Nullable
        ReadyTask after(@Nullable Blocker blocker) {
            boolean nobody = blocker instanceof LimitBlocker.NoPool
                    || blocker instanceof LimitBlocker.PoolFull full && full.free() == 0
                    || blocker instanceof LimitBlocker.PoolTooSmall small && small.slots() == 0;
            if (nobody) {
                return null;
            }
            return waiting.higher(blocker instanceof LimitBlocker.MaxActiveTasks ? first.lastOfRun() : first);
        }

        @Override
        public int compareTo(Line other) {
            return first.compareTo(other.first);
        }
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
            return new Blocker.NoWorker(
                    task.need().queue(), served, draining.apply(task.need().queue()));
        }
        if (serving.stream().anyMatch(place -> place.isFree(task.need()))) {
            return null;
        }
        List<String> idle = serving.stream()
                .filter(place -> place.idleSlots() > 0)
                .map(place -> names.apply(place.capacity.sessionId()))
                .toList();
        return idle.isEmpty()
                ? new Blocker.WorkersBusy(
                        task.need().queue(),
                        serving.stream()
                                .map(place -> names.apply(place.capacity.sessionId()))
                                .toList(),
                        serving.stream()
                                .mapToInt(place -> place.capacity.slots())
                                .sum(),
                        before)
                : new Blocker.PlacesElsewhere(task.need().queue(), idle);
    }

    private static final class Place {
        private final Capacity capacity;
        private int held;

        Place(Capacity capacity) {
            this.capacity = capacity;
            this.held = capacity.held();
        }

        boolean isFree(Need need) {
            return held < capacity.credit() && capacity.takes(need);
        }

        int idleSlots() {
            return capacity.slots() - held;
        }
    }

    private record Places(List<Place> places) {

        static Places of(List<Capacity> sessions) {
            return new Places(sessions.stream().map(Place::new).toList());
        }

        List<Place> serving(Need need) {
            return places.stream().filter(place -> place.capacity.takes(need)).toList();
        }

        /** A free slot anywhere comes before a place in a worker's own queue. */
        @Nullable
        Place mostFree(Need need) {
            Place best = null;
            for (Place place : places) {
                if (place.isFree(need) && (best == null || place.idleSlots() > best.idleSlots())) {
                    best = place;
                }
            }
            return best;
        }
    }
}
