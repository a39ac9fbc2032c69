package io.orchestrator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.TriggerRules.Verdict;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriggerRulesTest {

    @ParameterizedTest
    @EnumSource
    void noRuleWaitsWhenNothingUpstreamIsUnfinished(TriggerRule rule) {
        for (UpstreamCounts counts : vectorsUpTo(6)) {
            if (counts.unfinished() == 0) {
                assertThat(TriggerRules.judge(rule, counts, -1))
                        .as("%s", counts)
                        .isNotEqualTo(Verdict.WAIT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVerdictThatDoesNotWaitIsNotTakenBackWhenOneMoreUpstreamEnds(TriggerRule rule) {
        for (UpstreamCounts counts : vectorsUpTo(5)) {
            boolean settled = TriggerRules.judge(rule, counts, -1) != Verdict.WAIT;
            if (settled && counts.unfinished() > 0 && rule != TriggerRule.ALWAYS) {
                assertThat(afterOneMore(counts))
                        .as("%s after %s", rule, counts)
                        .anySatisfy(next ->
                                assertThat(TriggerRules.judge(rule, next, -1)).isNotEqualTo(Verdict.WAIT));
            }
        }
    }

    @Test
    void allSuccessFollowsTheFirstFailureAtOnce() {
        assertThat(TriggerRules.judge(TriggerRule.ALL_SUCCESS, new UpstreamCounts(1, 0, 1, 0, 0, 3), -1))
                .isEqualTo(Verdict.UPSTREAM_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void aTaskWithoutUpstreamRuns(TriggerRule rule) {
        assertThat(TriggerRules.judge(rule, new UpstreamCounts(0, 0, 0, 0, 0, 0), -1))
                .isEqualTo(Verdict.RUN);
    }

    private static List<UpstreamCounts> afterOneMore(UpstreamCounts c) {
        int left = c.unfinished() - 1;
        return List.of(
                new UpstreamCounts(c.success() + 1, c.skipped(), c.failed(), c.upstreamFailed(), c.removed(), left),
                new UpstreamCounts(c.success(), c.skipped() + 1, c.failed(), c.upstreamFailed(), c.removed(), left),
                new UpstreamCounts(c.success(), c.skipped(), c.failed() + 1, c.upstreamFailed(), c.removed(), left));
    }

    private static List<UpstreamCounts> vectorsUpTo(int total) {
        List<UpstreamCounts> all = new ArrayList<>();
        for (int code = 0; code < Math.pow(total + 1, 6); code++) {
            int[] n = new int[6];
            int rest = code;
            int sum = 0;
            for (int i = 0; i < 6; i++) {
                n[i] = rest % (total + 1);
                rest /= total + 1;
                sum += n[i];
            }
            if (sum <= total) {
                all.add(UpstreamCounts.of(n, 0));
            }
        }
        return all;
    }
}
