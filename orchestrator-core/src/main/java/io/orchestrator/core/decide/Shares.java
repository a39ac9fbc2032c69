package io.orchestrator.core.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What classes of work, and DAGs within a class, have had of the places at workers, and so who is next. Whoever has had the least
 * for its share goes first; who comes anew begins where the others are, so that nobody saves up or owes for idle times.
 *
 * <p>It only orders: a place is never kept free for anybody.
 */
public final class Shares {

    /** A place that is held or given counts as if it had been held so long already: so one round gives its places in turn. */
    private static final double AHEAD = 1;

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ShareSettings settings;
    private final Map<WorkClass, Double> servedWork = new EnumMap<>(WorkClass.class);
    private final Map<Holder, Double> servedDags = new HashMap<>();
    private Set<Holder> active = Set.of();
    private @Nullable Instant until;

    public Shares(ShareSettings settings) {
        this.settings = settings;
    }

    /**
     * Time passes.
     *
     * @param held how many places each holder has had since the last call
     */
    public void pass(Map<Holder, Integer> held, Instant now) {
        if (until != null && until.isBefore(now)) {
            Duration time = Duration.between(until, now);
            double seconds = (time.compareTo(LONGEST) > 0 ? LONGEST : time).toNanos() / 1e9;
            held.forEach((holder, places) -> {
                servedWork.merge(holder.work(), seconds * places / settings.of(holder.work()), Double::sum);
                servedDags.merge(holder, seconds * places, Double::sum);
            });
        }
        until = until == null || until.isBefore(now) ? now : until;
    }

    /**
     * Begins to give places.
     *
     * @param held by holder
     * @param waiting who could use more
     */
    public Round round(Map<Holder, Integer> held, Collection<Holder> waiting) {
        Set<Holder> now = new HashSet<>(held.keySet());
        now.addAll(waiting);
        welcome(now);
        active = now;
        return new Round(held);
    }

    /** Who was away is where the others are that were here. */
    private void welcome(Set<Holder> now) {
        Set<WorkClass> before = work(active);
        double leastWork = least(servedWork, before);
        for (WorkClass work : work(now)) {
            if (!before.contains(work)) {
                servedWork.merge(work, leastWork, Math::max);
            }
        }
        Map<WorkClass, Double> leastDags = new EnumMap<>(WorkClass.class);
        active.forEach(holder -> leastDags.merge(holder.work(), servedDags.getOrDefault(holder, 0.0), Math::min));
        servedDags.keySet().retainAll(now);
        for (Holder holder : now) {
            if (!active.contains(holder)) {
                servedDags.merge(holder, leastDags.getOrDefault(holder.work(), 0.0), Math::max);
            }
        }
    }

    private static Set<WorkClass> work(Set<Holder> holders) {
        Set<WorkClass> work = EnumSet.noneOf(WorkClass.class);
        holders.forEach(holder -> work.add(holder.work()));
        return work;
    }

    private static double least(Map<WorkClass, Double> served, Set<WorkClass> some) {
        return some.stream()
                .mapToDouble(work -> served.getOrDefault(work, 0.0))
                .min()
                .orElse(0);
    }

    /** The classes that have or want places. */
    public Set<WorkClass> activeWork() {
        return work(active);
    }

    /** How much of the places a class is to have while these classes have work: from 0 to 1. */
    public double share(WorkClass work, Set<WorkClass> among) {
        int all = among.stream().mapToInt(settings::of).sum();
        return all == 0 ? 1 : (double) settings.of(work) / all;
    }

    /** One giving of places. */
    public final class Round {
        private final Map<WorkClass, Integer> work = new EnumMap<>(WorkClass.class);
        private final Map<Holder, Integer> dags = new HashMap<>();

        private Round(Map<Holder, Integer> held) {
            held.forEach((holder, places) -> add(holder, places));
        }

        private void add(Holder holder, int places) {
            work.merge(holder.work(), places, Integer::sum);
            dags.merge(holder, places, Integer::sum);
        }

        /** A place is given. */
        public void give(Holder holder) {
            add(holder, 1);
        }

        /** The smaller, the sooner. */
        double of(WorkClass one) {
            return servedWork.getOrDefault(one, 0.0) + AHEAD * (work.getOrDefault(one, 0) + 1) / settings.of(one);
        }

        /** The smaller, the sooner within its class. */
        double of(Holder holder) {
            return servedDags.getOrDefault(holder, 0.0) + AHEAD * (dags.getOrDefault(holder, 0) + 1);
        }

        /** How many places a class has. */
        public int held(WorkClass one) {
            return work.getOrDefault(one, 0);
        }
    }
}
