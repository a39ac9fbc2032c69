package io.orchestrator.core.decide;

import io.orchestrator.protocol.graph.TriggerRule;

/**
 * The trigger rules: counts of upstream states give a verdict. Airflow's rules; where five of them would wait for ever once
 * an upstream was removed, ours leave removed upstreams out of the count, so no rule waits when nothing is unfinished.
 */
public final class TriggerRules {

    private TriggerRules() {}

    /** What a rule says. */
    public enum Verdict {
        WAIT,
        RUN,
        SKIP,
        UPSTREAM_FAILED,
        REMOVED
    }

    /**
     * @param mapIndex of the instance that is judged; negative: it is not mapped
     */
    public static Verdict judge(TriggerRule rule, UpstreamCounts up, int mapIndex) {
        if (up.total() == 0) {
            return Verdict.RUN;
        }
        boolean done = up.unfinished() == 0;
        boolean failures = up.failed() + up.upstreamFailed() > 0;
        return switch (rule) {
            case ALL_SUCCESS -> allSuccess(up, mapIndex);
            case ALL_FAILED -> up.success() + up.skipped() > 0 ? Verdict.SKIP : whenDone(done);
            case ALL_DONE -> whenDone(done);
            case ALL_DONE_MIN_ONE_SUCCESS ->
                up.skipped() > 0 ? Verdict.SKIP : done && up.success() == 0 ? Verdict.UPSTREAM_FAILED : whenDone(done);
            case ALL_SKIPPED -> up.success() > 0 || failures ? Verdict.SKIP : whenDone(done);
            case ONE_FAILED -> failures ? Verdict.RUN : done ? Verdict.SKIP : Verdict.WAIT;
            case ONE_SUCCESS -> oneSuccess(up, done);
            case ONE_DONE -> up.success() + up.failed() > 0 ? Verdict.RUN : done ? Verdict.SKIP : Verdict.WAIT;
            case NONE_FAILED -> failures ? Verdict.UPSTREAM_FAILED : whenDone(done);
            case NONE_FAILED_MIN_ONE_SUCCESS ->
                failures ? Verdict.UPSTREAM_FAILED : done && up.success() == 0 ? Verdict.SKIP : whenDone(done);
            case NONE_SKIPPED -> up.skipped() > 0 ? Verdict.SKIP : whenDone(done);
            case ALWAYS -> Verdict.RUN;
        };
    }

    /**
     * The rule of a teardown: everything has ended, and a setup of it succeeded.
     *
     * @param setups those of the upstreams that are setups
     */
    public static Verdict teardown(UpstreamCounts up, UpstreamCounts setups) {
        if (up.unfinished() > 0) {
            return Verdict.WAIT;
        }
        if (setups.total() == 0 || setups.success() > 0) {
            return Verdict.RUN;
        }
        return setups.skipped() == setups.total() ? Verdict.SKIP : Verdict.UPSTREAM_FAILED;
    }

    /**
     * What the setups that a task stands on say, whatever its rule: RUN leaves the word to the rule.
     *
     * @param setups those that are not directly upstream
     */
    public static Verdict standsOn(UpstreamCounts setups, int mapIndex) {
        return setups.total() == 0 ? Verdict.RUN : allSuccess(setups, mapIndex);
    }

    private static Verdict allSuccess(UpstreamCounts up, int mapIndex) {
        if (up.failed() + up.upstreamFailed() > 0) {
            return Verdict.UPSTREAM_FAILED;
        }
        if (up.skipped() > 0) {
            return Verdict.SKIP;
        }
        boolean beyond = mapIndex >= up.success() && up.success() > 0 && up.removed() > 0;
        return beyond ? Verdict.REMOVED : whenDone(up.unfinished() == 0);
    }

    private static Verdict whenDone(boolean done) {
        return done ? Verdict.RUN : Verdict.WAIT;
    }

    private static Verdict oneSuccess(UpstreamCounts up, boolean done) {
        if (up.success() > 0) {
            return Verdict.RUN;
        }
        if (!done) {
            return Verdict.WAIT;
        }
        return up.skipped() == up.total() ? Verdict.SKIP : Verdict.UPSTREAM_FAILED;
    }
}
