package io.orchestrator.bench.yardstick;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The yardsticks of one moment, those that were asked for. */
public record Yardstick(Map<Kind, Double> perSecond) {

    /** What is measured. */
    public enum Kind {
        /** Durable one-row updates over one connection. */
        U1,
        /** The same over 16 connections, where one flush serves many commits. */
        U16,
        /** Lives of a task (insert, claim, complete), 50 in a commit, over 4 connections. */
        L50
    }

    public Yardstick {
        perSecond = new EnumMap<>(perSecond);
    }

    public double get(Kind kind) {
        Double value = perSecond.get(kind);
        if (value == null) {
            throw new IllegalArgumentException(kind + " was not taken: there are " + perSecond.keySet());
        }
        return value;
    }

    /** Both moments were much alike: no kind differs by more than this factor. */
    public boolean isLike(Yardstick other, double factor) {
        return perSecond.keySet().stream().allMatch(kind -> {
            double here = get(kind);
            double there = other.get(kind);
            return Math.max(here, there) <= factor * Math.min(here, there);
        });
    }

    /** Between two moments. */
    public Yardstick mean(Yardstick other) {
        Map<Kind, Double> means = new EnumMap<>(Kind.class);
        Set<Kind> kinds = perSecond.keySet();
        kinds.forEach(kind -> means.put(kind, (get(kind) + other.get(kind)) / 2));
        return new Yardstick(means);
    }

    /** How long one durable commit takes, in milliseconds. */
    public double commitMillis() {
        return 1000 / get(Kind.U1);
    }
}
