package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The Kullback-Leibler divergence of the observed shares from the expected ones, in nats. What was observed where nothing was
 * expected makes it infinite, unless a holdout is kept for it.
 */
final class KlCheck implements Check {

    private final String column;
    private final List<@Nullable Object> values;
    private final List<Double> bins;
    private final List<Double> weights;
    private final double @Nullable [] tails;
    private final @Nullable Double threshold;
    private final double tailHoldout;
    private final double innerHoldout;

    KlCheck(Kwargs kwargs) {
        column = kwargs.text("column");
        Map<?, ?> partition = kwargs.map("partition_object");
        weights = kwargs.numbers("partition_object", partition.get("weights") instanceof List<?> list ? list : "");
        values = partition.get("values") instanceof List<?> list ? new ArrayList<>(list) : List.of();
        bins = partition.get("bins") instanceof List<?> list ? kwargs.numbers("partition_object", list) : List.of();
        tails = partition.get("tail_weights") instanceof List<?> list
                ? toArray(kwargs.numbers("partition_object", list))
                : null;
        boolean fits = bins.isEmpty() ? values.size() == weights.size() : bins.size() == weights.size() + 1;
        if (weights.isEmpty() || !fits || bins.isEmpty() == values.isEmpty()) {
            throw kwargs.fault(
                    "has a partition_object that fits nothing; expected {values, weights} of the same length,"
                            + " or {bins, weights} with one bin edge more");
        }
        double sum = weights.stream().mapToDouble(weight -> weight).sum() + (tails == null ? 0 : tails[0] + tails[1]);
        if (Math.abs(sum - 1) > 1e-3) {
            throw kwargs.fault("has weights that sum up to " + sum + "; expected 1");
        }
        threshold = kwargs.has("threshold") ? Double.valueOf(kwargs.number("threshold")) : null;
        tailHoldout = fraction(kwargs, "tail_weight_holdout");
        innerHoldout = fraction(kwargs, "internal_weight_holdout");
        refuse(kwargs, tailHoldout > 0 && tails != null, "a tail_weight_holdout beside tail_weights; give one of them");
        refuse(kwargs, innerHoldout > 0 && bins.isEmpty(), "an internal_weight_holdout for values; it is for bins");
        refuse(kwargs, !bins.isEmpty() && !kwargs.flag("bucketize_data", true), "bins with bucketize_data false");
        refuse(kwargs, tails != null && (isOpenBelow() || isOpenAbove()), "tail_weights beside an infinite bin edge");
        refuse(kwargs, tailHoldout > 0 && isOpenBelow() && isOpenAbove(), "a tail_weight_holdout without tails");
    }

    private static void refuse(Kwargs kwargs, boolean wrong, String what) {
        if (wrong) {
            throw kwargs.fault("has " + what);
        }
    }

    private static double fraction(Kwargs kwargs, String name) {
        double value = kwargs.number(name, 0);
        if (value < 0 || value > 1) {
            throw kwargs.fault("has " + name + " = " + value + "; expected a number from 0 to 1");
        }
        return value;
    }

    private static double[] toArray(List<Double> list) {
        return list.stream().mapToDouble(number -> number).toArray();
    }

    private boolean isOpenBelow() {
        return !bins.isEmpty() && bins.getFirst() == Double.NEGATIVE_INFINITY;
    }

    private boolean isOpenAbove() {
        return !bins.isEmpty() && bins.getLast() == Double.POSITIVE_INFINITY;
    }

    @Override
    public List<String> columns() {
        return List.of(column);
    }

    /** Counts per bin fit into the one SELECT; which values there are is only known after a query. */
    @Override
    public List<String> aggregates(Batch batch) {
        List<String> counts = new ArrayList<>();
        String name = Batch.name(column);
        counts.add(batch.count(name + " IS NOT NULL"));
        if (!bins.isEmpty()) {
            counts.add(batch.count(name + " < " + edge(0)));
            for (int i = 0; i < weights.size(); i++) {
                String below = i == weights.size() - 1 ? " <= " : " < ";
                counts.add(batch.count(name + " >= " + edge(i) + " AND " + name + below + edge(i + 1)));
            }
            counts.add(batch.count(name + " > " + edge(weights.size())));
        }
        return counts;
    }

    private String edge(int index) {
        return Sql.literal(bins.get(index));
    }

    @Override
    public Finding find(Batch batch, List<@Nullable Object> found) throws SQLException {
        double count = Numbers.whole(found.getFirst());
        return bins.isEmpty() ? categories(batch, count) : histogram(found, count);
    }

    private Finding categories(Batch batch, double count) throws SQLException {
        Map<Object, @Nullable Object> names = new LinkedHashMap<>();
        Map<Object, Double> expected = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            names.put(Numbers.key(values.get(i)), values.get(i));
            expected.put(Numbers.key(values.get(i)), weights.get(i));
        }
        Map<Object, Double> observed = new LinkedHashMap<>();
        ValueCounts.read(batch, column, (value, times) -> {
            names.put(Numbers.key(value), value);
            observed.put(Numbers.key(value), times / count);
        });
        long unknown = names.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .count();
        List<Double> p = new ArrayList<>();
        List<Double> q = new ArrayList<>();
        for (Object key : names.keySet()) {
            p.add(observed.getOrDefault(key, 0.0));
            Double weight = expected.get(key);
            q.add(weight == null ? tailHoldout / unknown : unknown > 0 ? weight * (1 - tailHoldout) : weight);
        }
        List<@Nullable Object> shown = new ArrayList<>(names.values());
        return judge(divergence(p, q), partition("values", shown, p, null), partition("values", shown, q, null));
    }

    private Finding histogram(List<@Nullable Object> found, double count) {
        List<Double> observed = new ArrayList<>();
        for (Object bin : found.subList(2, found.size() - 1)) {
            observed.add(Numbers.whole(bin) / count);
        }
        List<Double> expected = new ArrayList<>(weights.stream()
                .map(weight -> weight * (1 - tailHoldout - innerHoldout))
                .toList());
        long empty = expected.stream().filter(weight -> weight == 0).count();
        if (innerHoldout > 0 && empty > 0) {
            expected.replaceAll(weight -> weight == 0 ? innerHoldout / empty : weight);
        }
        List<Double> edges = new ArrayList<>(bins);
        double[] p = {Numbers.whole(found.get(1)) / count, Numbers.whole(found.getLast()) / count};
        double[] q = tails != null ? tails.clone() : tailHoldouts();
        // What an infinite bin holds is that side's tail.
        if (isOpenBelow()) {
            p[0] = observed.removeFirst();
            q[0] = expected.removeFirst();
            edges.removeFirst();
        }
        if (isOpenAbove()) {
            p[1] = observed.removeLast();
            q[1] = expected.removeLast();
            edges.removeLast();
        }
        return judge(
                divergence(withTails(observed, p), withTails(expected, q)),
                partition("bins", edges, observed, p),
                partition("bins", edges, expected, q));
    }

    private double[] tailHoldouts() {
        boolean oneSide = isOpenBelow() || isOpenAbove();
        return oneSide ? new double[] {tailHoldout, tailHoldout} : new double[] {tailHoldout / 2, tailHoldout / 2};
    }

    private static List<Double> withTails(List<Double> inner, double[] tails) {
        List<Double> all = new ArrayList<>(inner);
        all.addFirst(tails[0]);
        all.addLast(tails[1]);
        return all;
    }

    /** Of shares that are first made to sum up to 1 each; NaN if there are none. */
    private static double divergence(List<Double> observed, List<Double> expected) {
        double p = observed.stream().mapToDouble(share -> share).sum();
        double q = expected.stream().mapToDouble(share -> share).sum();
        double sum = p == 0 ? Double.NaN : 0;
        for (int i = 0; i < observed.size(); i++) {
            double share = observed.get(i) / p;
            if (share > 0) {
                sum += share * Math.log(share / (expected.get(i) / q));
            }
        }
        return sum;
    }

    private Finding judge(double divergence, Map<String, ?> observed, Map<String, ?> expected) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("observed_partition", observed);
        details.put("expected_partition", expected);
        boolean success = threshold == null || divergence <= threshold;
        return Finding.observed(success, Double.isFinite(divergence) ? divergence : null, details);
    }

    private static Map<String, Object> partition(
            String kind, List<? extends @Nullable Object> of, List<Double> shares, double @Nullable [] tails) {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put(kind, of);
        partition.put(
                "weights",
                shares.stream().map(share -> Double.isNaN(share) ? 0 : share).toList());
        if (tails != null) {
            partition.put("tail_weights", DoubleStream.of(tails).boxed().toList());
        }
        return partition;
    }
}
