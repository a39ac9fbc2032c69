package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Judge;
import io.orchestrator.core.decide.Judgement;
import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.TriggerRules;
import io.orchestrator.core.decide.TriggerRules.Verdict;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One decision of a trigger rule. */
final class TriggerRulesTopic implements TopicRunner {

    private static final Set<String> STATES =
            Set.of("success", "skipped", "failed", "upstream_failed", "removed", "running");

    @Override
    public String topic() {
        return "trigger-rules";
    }

    @Override
    public void check(JsonNode json) {
        Case testCase = Case.of(
                topic(),
                json,
                "rule",
                "upstream_states",
                "total",
                "propagate",
                "map_index",
                "direct_setups",
                "is_teardown",
                "wait_for_past_before_skip",
                "past_depends_met",
                "expect");
        String ours = testCase.json().has("wait_for_past_before_skip") ? withPast(testCase) : answer(testCase);
        String expected = testCase.text("expect");
        if (testCase.flag("propagate")) {
            DocumentedAnswers.settle(testCase, expected, ours, () -> "no rule of ours");
        } else {
            // Asked whether it may run: not yet and never are the same answer.
            DocumentedAnswers.settle(testCase, expected.equals("run"), ours.equals("run"), () -> "no rule of ours");
        }
    }

    private static String answer(Case testCase) {
        JsonNode json = testCase.json();
        UpstreamCounts up = counts(json.required("upstream_states"));
        assertThat(up.total()).isEqualTo(json.required("total").asInt());
        int mapIndex = testCase.flag("propagate") ? json.path("map_index").asInt(-1) : -1;
        String rule = testCase.text("rule");
        Verdict verdict = rule.equals("all_done_setup_success")
                ? TriggerRules.teardown(up, setups(json.path("direct_setups")))
                : TriggerRules.judge(TriggerRule.valueOf(rule.toUpperCase(Locale.ROOT)), up, mapIndex);
        return text(verdict);
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case WAIT -> "wait";
            case RUN -> "run";
            case SKIP -> "skipped";
            case UPSTREAM_FAILED -> "upstream_failed";
            case REMOVED -> "removed";
        };
    }

    static UpstreamCounts counts(JsonNode states) {
        assertThat(states.propertyNames()).isSubsetOf(STATES);
        return new UpstreamCounts(
                states.path("success").asInt(0),
                states.path("skipped").asInt(0),
                states.path("failed").asInt(0),
                states.path("upstream_failed").asInt(0),
                states.path("removed").asInt(0),
                states.path("running").asInt(0));
    }

    /** The states of those setups that are named; the others failed or have not ended, which is the same for the rule. */
    private static UpstreamCounts setups(JsonNode setups) {
        assertThat(setups.propertyNames()).isSubsetOf("total", "success", "skipped");
        int success = setups.path("success").asInt(0);
        int skipped = setups.path("skipped").asInt(0);
        return new UpstreamCounts(success, skipped, setups.path("total").asInt(0) - success - skipped, 0, 0, 0);
    }

    /** The rule within a run, where a skip may wait for the run before. */
    private static String withPast(Case testCase) {
        return inRun(
                testCase.json().required("upstream_states"),
                testCase.text("rule"),
                testCase.flag("wait_for_past_before_skip"),
                testCase.flag("past_depends_met"));
    }

    static String inRun(JsonNode upstream, String rule, boolean beforeSkipping, boolean pastMet) {
        assertThat(upstream.propertyNames()).isSubsetOf(STATES);
        GraphOf graph = new GraphOf();
        Map<String, List<@Nullable String>> states = new LinkedHashMap<>();
        upstream.propertyStream().forEach(state -> {
            for (int i = 0; i < state.getValue().asInt(); i++) {
                graph.edge(state.getKey() + i, "judged");
                states.put(state.getKey() + i, new ArrayList<>(List.of(state.getKey())));
            }
        });
        graph.add("judged")
                .rule("judged", rule)
                .control("judged", c -> c.withPast(new PastSpec(false, beforeSkipping)));
        DrivenRun run = DrivenRun.in(graph, states);
        if (!pastMet) {
            run.state()
                    .setPast(
                            task -> new PastGate.Answer.Closed("before", "task", "the run before is not so far", true));
        }
        return text(Judge.judge(run.state(), run.state().numberOf("judged", -1), DrivenRows.NOW));
    }

    static String text(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Wait wait -> "wait";
            case Judgement.Run run -> "run";
            case Judgement.End end -> end.ending().name().toLowerCase(Locale.ROOT);
            case Judgement.Expand list -> "expand";
            case Judgement.Act act -> "act";
        };
    }
}
