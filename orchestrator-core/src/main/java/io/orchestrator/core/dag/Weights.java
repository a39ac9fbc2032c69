package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.WeightRule;
import java.util.ArrayList;
import java.util.List;

/** The weights that order starting, summed over the tasks before or after. */
final class Weights {

    private static final int BLOCK = 64;

    private final TaskGraph graph;
    private final int[] order;
    private final int[] totals;

    Weights(TaskGraph graph) {
        this.graph = graph;
        this.order = topologicalOrder(graph);
        long[] below = uses(WeightRule.Downstream.class) ? sums(true) : new long[0];
        long[] above = uses(WeightRule.Upstream.class) ? sums(false) : new long[0];
        totals = new int[graph.size()];
        for (int task = 0; task < totals.length; task++) {
            totals[task] = clamp(
                    switch (graph.task(task).weightRule()) {
                        case WeightRule.Downstream down -> below[task];
                        case WeightRule.Upstream up -> above[task];
                        case WeightRule.Absolute own -> graph.task(task).priorityWeight();
                        case WeightRule.Formula formula -> formula.base();
                    });
        }
    }

    /** What fits into the column that orders starting. */
    static int clamp(long weight) {
        return Math.clamp(weight, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static int of(WeightRule.Formula formula, int tryNumber, int mapIndex) {
        long weight = formula.base() + (long) formula.perTry() * tryNumber + (long) formula.perMapIndex() * mapIndex;
        return clamp(Math.max(weight, formula.least()));
    }

    int total(int task) {
        return totals[task];
    }

    private boolean uses(Class<? extends WeightRule> rule) {
        for (int task = 0; task < graph.size(); task++) {
            if (rule.isInstance(graph.task(task).weightRule())) {
                return true;
            }
        }
        return false;
    }

    /** Which of 64 tasks each task reaches fits into a long, so all sums cost one walk over the edges per 64 tasks. */
    private long[] sums(boolean downwards) {
        int size = graph.size();
        long[] sums = new long[size];
        long[] reached = new long[size];
        for (int first = 0; first < size; first += BLOCK) {
            boolean alike = alike(first);
            for (int i = 0; i < size; i++) {
                int task = downwards ? order[size - 1 - i] : order[i];
                long bits = task >= first && task < first + BLOCK ? 1L << (task - first) : 0;
                for (int next : downwards ? graph.downstream(task) : graph.upstream(task)) {
                    bits |= reached[next];
                }
                reached[task] = bits;
                sums[task] +=
                        alike ? (long) Long.bitCount(bits) * graph.task(first).priorityWeight() : weightOf(bits, first);
            }
        }
        return sums;
    }

    private boolean alike(int first) {
        for (int task = first; task < Math.min(first + BLOCK, graph.size()); task++) {
            if (graph.task(task).priorityWeight() != graph.task(first).priorityWeight()) {
                return false;
            }
        }
        return true;
    }

    private long weightOf(long bits, int first) {
        long sum = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            sum += graph.task(first + Long.numberOfTrailingZeros(rest)).priorityWeight();
        }
        return sum;
    }

    private static int[] topologicalOrder(TaskGraph graph) {
        int[] waitsFor = new int[graph.size()];
        List<Integer> order = new ArrayList<>(graph.size());
        for (int task = 0; task < waitsFor.length; task++) {
            waitsFor[task] = graph.upstream(task).length;
            if (waitsFor[task] == 0) {
                order.add(task);
            }
        }
        for (int next = 0; next < order.size(); next++) {
            for (int follower : graph.downstream(order.get(next))) {
                if (--waitsFor[follower] == 0) {
                    order.add(follower);
                }
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
