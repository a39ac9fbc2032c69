package io.orchestrator.core.decide;

import io.orchestrator.core.decide.Admission.Grant;
import io.orchestrator.core.decide.Admission.Place;
import io.orchestrator.core.decide.Admission.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose turn it is, until no place is left or nobody can use one. */
final class Turns {

    private final Places places;
    private final Limits limits;
    private final Shares.Round round;
    private final Map<WorkClass, PriorityQueue<Waiting>> byWork = new EnumMap<>(WorkClass.class);
    /** Nobody in these lines can get a place in this round: their pool is full. */
    private final Set<Need> closed = new HashSet<>();

    /** The lines of one DAG in one class; only the heads of lines that could get a place. */
    private final class Waiting implements Comparable<Waiting> {
        private static final Comparator<Head> FIRST = Comparator.comparing(Head::first);

        private final Holder holder;
        private final PriorityQueue<Head> heads = new PriorityQueue<>(FIRST);
        private double turn;

        Waiting(Holder holder) {
            this.holder = holder;
            this.turn = round.of(holder);
        }

        @Override
        public int compareTo(Waiting other) {
            int sooner = Double.compare(turn, other.turn);
            return sooner != 0 || heads.isEmpty() || other.heads.isEmpty()
                    ? sooner
                    : heads.peek().first().compareTo(other.heads.peek().first());
        }
    }

    /** A line, and who is next in it. */
    private record Head(Line line, NavigableSet<ReadyTask> waiting, ReadyTask first) {}

    Turns(Map<Line, ? extends NavigableSet<ReadyTask>> ready, Places places, Limits limits, Shares.Round round) {
        this.places = places;
        this.limits = limits;
        this.round = round;
        Map<Holder, Waiting> byHolder = new HashMap<>();
        ready.forEach((line, waiting) -> {
            if (!waiting.isEmpty() && places.mostFree(line) != null) {
                byHolder.computeIfAbsent(line.holder(), Waiting::new)
                        .heads
                        .add(new Head(line, waiting, waiting.first()));
            }
        });
        byHolder.values().forEach(this::queue);
    }

    private void queue(Waiting waiting) {
        if (!waiting.heads.isEmpty()) {
            byWork.computeIfAbsent(waiting.holder.work(), work -> new PriorityQueue<>())
                    .add(waiting);
        }
    }

    List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        for (Waiting next = next(); next != null; next = next()) {
            Grant grant = grant(next);
            if (grant != null) {
                grants.add(grant);
            }
            queue(next);
        }
        return grants;
    }

    private @Nullable Waiting next() {
        WorkClass next = null;
        for (Map.Entry<WorkClass, PriorityQueue<Waiting>> work : byWork.entrySet()) {
            if (!work.getValue().isEmpty() && (next == null || round.of(work.getKey()) < round.of(next))) {
                next = work.getKey();
            }
        }
        PriorityQueue<Waiting> dags = next == null ? null : byWork.get(next);
        return dags == null ? null : dags.poll();
    }

    /** Gives a place to the first of them, or passes it over. */
    private @Nullable Grant grant(Waiting waiting) {
        Head head = waiting.heads.remove();
        Place place = closed.contains(head.line().need()) ? null : places.mostFree(head.line());
        if (place == null) {
            return null;
        }
        Blocker blocker = limits.blocker(head.first());
        ReadyTask after = after(head, blocker);
        if (after != null) {
            waiting.heads.add(new Head(head.line(), head.waiting(), after));
        }
        if (blocker != null) {
            return null;
        }
        limits.take(head.first());
        round.give(waiting.holder);
        waiting.turn = round.of(waiting.holder);
        return new Grant(head.first(), place.take());
    }

    /** Who may be next: a lighter task may pass one that lacks slots of its pool, but not if there are none at all. */
    private @Nullable ReadyTask after(Head head, @Nullable Blocker blocker) {
        boolean nobody = blocker instanceof LimitBlocker.NoPool
                || blocker instanceof LimitBlocker.PoolFull full && full.free() == 0
                || blocker instanceof LimitBlocker.PoolTooSmall small && small.slots() == 0;
        if (nobody) {
            closed.add(head.line().need());
            return null;
        }
        ReadyTask first = head.first();
        return head.waiting().higher(blocker instanceof LimitBlocker.MaxActiveTasks ? first.lastOfRun() : first);
    }
}
