package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.decide.Judge;
import io.orchestrator.core.decide.Judgement;
import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.TriggerRules;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TaskRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What setups and teardowns do to the tasks around them. */
final class SetupTeardownTopic implements TopicRunner {

    @Override
    public String topic() {
        return "setup-teardown";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("form").asString()) {
            case "final_states" ->
                finalStates(Case.of(
                        topic(), json, "tasks", "edges", "outcomes", "workflow", "expect_states", "expect_run_state"));
            case "scope" -> ScopeWiring.scopes(Case.of(topic(), json, "scopes", "expect_edges"));
            case "pairs" ->
                ScopeWiring.pairs(Case.of(
                        topic(), json, "relations", "scope_opened_with", "body", "expect_downstream", "expect_valid"));
            case "definition" ->
                ScopeWiring.definition(Case.of(
                        topic(),
                        json,
                        "definition",
                        "expect",
                        "expect_flag",
                        "expect_edges",
                        "expect_setups",
                        "expect_teardowns",
                        "expect_work"));
            case "one_look" ->
                oneLook(Case.of(
                        topic(),
                        json,
                        "tasks",
                        "edges",
                        "states",
                        "task",
                        "expect_blocked_by",
                        "setup_states",
                        "trigger_rule",
                        "chain",
                        "upstream_mapped_setup",
                        "task_map_index",
                        "propagate",
                        "wait_for_past_depends_before_skipping",
                        "past_met",
                        "expect_state",
                        "expect_blocked",
                        "expect_blocked_because_of_past"));
            default -> fail("the form '%s' is not known", json.path("form"));
        }
    }

    private static void finalStates(Case testCase) {
        JsonNode json = testCase.json();
        DrivenRun run;
        if (json.has("workflow")) {
            run = new DescribedWorkflow(json.path("workflow")).runToItsEnd();
        } else {
            JsonNode outcomes = json.path("outcomes");
            run = DrivenRun.queued(GraphOf.of(json))
                    .toItsEnd(instance -> work(outcomes.path(instance.taskId()).asString("success")));
        }
        run.assertStates(json.required("expect_states"));
        testCase.expectRunState(run, json);
    }

    static Work work(String outcome) {
        return switch (outcome) {
            case "success" -> DrivenRun.SUCCESS;
            case "failed" -> new Work.Fails();
            case "skipped" -> new Work.Skips();
            default -> throw new AssertionError("the outcome " + outcome + " is not known");
        };
    }

    /** Two groups of setup, work and a teardown mapped over what the setup returns; the second comes after the first. */
    static GraphOf twoGroups(String one, String two, String setup, String work, String teardown) {
        GraphOf graph = new GraphOf();
        for (String group : List.of(one, two)) {
            graph.add(group + "." + setup, TaskRole.SETUP)
                    .add(group + "." + work)
                    .add(group + "." + teardown, TaskRole.TEARDOWN)
                    .edge(group + "." + setup, group + "." + work)
                    .edge(group + "." + work, group + "." + teardown)
                    .edge(group + "." + setup, group + "." + teardown)
                    .map(group + "." + teardown, new MapSpec.Output(group + "." + setup))
                    .group(group);
        }
        return graph.edge(one + "." + work, two + "." + setup);
    }

    /** Tasks that return three elements, but for those that fail. */
    static Function<TaskInstance, Work> listsBut(Set<String> failing) {
        return instance ->
                failing.contains(instance.taskId()) ? new Work.Fails() : new Work.Succeeds(GraphOf.numbers(3));
    }

    private static void oneLook(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("task")) {
            indirect(testCase);
        } else if (json.has("setup_states")) {
            waitForPast(testCase);
        } else if (json.has("upstream_mapped_setup")) {
            mappedSetup(testCase);
        } else {
            chain(testCase);
        }
    }

    private static void indirect(Case testCase) {
        Map<String, List<@Nullable String>> states =
                CaseWords.states(testCase.json().required("states"));
        DrivenRun run = DrivenRun.in(GraphOf.of(testCase.json()), states);
        int number = run.number(testCase.text("task"));
        Judgement judgement = Judge.judge(run.state(), number, DrivenRows.NOW);
        List<String> blockedBy = testCase.texts("expect_blocked_by");
        if (judgement instanceof Judgement.Wait wait) {
            // Ours is one cause, the first in the order of judging.
            assertThat(blockedBy).contains(wait.cause() == Judgement.Cause.SETUP ? "setup" : "trigger_rule");
        }
        expectState(testCase, judgement);
        assertThat(judgement instanceof Judgement.Run).isEqualTo(blockedBy.isEmpty());
    }

    private static void expectState(Case testCase, Judgement judgement) {
        String ours =
                judgement instanceof Judgement.End end ? end.ending().name().toLowerCase(Locale.ROOT) : null;
        assertThat(ours).isEqualTo(testCase.optionalText("expect_state").orElse(null));
    }

    /** A task with a rule of its own, on setups that are not directly before it. */
    private static void waitForPast(Case testCase) {
        GraphOf graph = new GraphOf().add("between");
        Map<String, List<@Nullable String>> states = new LinkedHashMap<>();
        int i = 0;
        for (String state : testCase.texts("setup_states")) {
            String setup = "setup" + i++;
            graph.add(setup, TaskRole.SETUP).edge(setup, "between");
            states.put(setup, new ArrayList<>(List.of(state)));
        }
        graph.edge("between", "judged").rule("judged", testCase.text("trigger_rule"));
        states.put("between", new ArrayList<>(List.of("success")));
        graph.control(
                "judged",
                control ->
                        control.withPast(new PastSpec(false, testCase.flag("wait_for_past_depends_before_skipping"))));
        DrivenRun run = DrivenRun.in(graph, states);
        if (!testCase.flag("past_met")) {
            run.state()
                    .setPast(
                            task -> new PastGate.Answer.Closed("before", "task", "the run before is not so far", true));
        }
        Judgement judgement = Judge.judge(run.state(), run.number("judged"), DrivenRows.NOW);
        boolean byPast = judgement instanceof Judgement.Wait wait && wait.cause() == Judgement.Cause.PAST;
        if (testCase.flag("propagate")) {
            expectState(testCase, judgement);
            assertThat(byPast).isEqualTo(testCase.flag("expect_blocked_because_of_past"));
        } else {
            // Only asked whether it may run.
            assertThat(testCase.optionalText("expect_state")).isEmpty();
            assertThat(judgement).isNotInstanceOf(Judgement.Run.class);
        }
    }

    private static void mappedSetup(Case testCase) {
        List<String> states = testCase.texts("upstream_mapped_setup");
        int index = testCase.json().required("task_map_index").asInt();
        TriggerRules.Verdict verdict = TriggerRules.standsOn(
                TriggerRulesTopic.counts(JsonNodeFactory.instance
                        .objectNode()
                        .put("success", count(states, "success"))
                        .put("removed", count(states, "removed"))
                        .put("failed", count(states, "failed"))
                        .put("skipped", count(states, "skipped"))),
                testCase.flag("propagate") ? index : TaskInstance.UNMAPPED);
        String ours =
                verdict == TriggerRules.Verdict.RUN ? null : verdict.name().toLowerCase(Locale.ROOT);
        assertThat(ours).isEqualTo(testCase.optionalText("expect_state").orElse(null));
    }

    private static int count(List<String> states, String state) {
        return (int) states.stream().filter(state::equals).count();
    }

    /** A setup that was skipped, a mapped setup, and a setup in a mapped group that runs whatever was before. */
    private static void chain(Case testCase) {
        assertThat(testCase.text("chain"))
                .isEqualTo(
                        "setup t1 (skipped) >> mapped setup t2 (success) >> setup tg.t3 in a mapped group, all_done");
        GraphOf graph = new GraphOf()
                .add("t1", TaskRole.SETUP)
                .add("t2", TaskRole.SETUP)
                .add("tg.t3", TaskRole.SETUP)
                .edge("t1", "t2")
                .edge("t2", "tg.t3")
                .map("t2", new MapSpec.Values(GraphOf.numbers(1)))
                .rule("tg.t3", "all_done")
                .group("tg", new MapSpec.Values(GraphOf.numbers(1)));
        Map<String, List<@Nullable String>> states = new LinkedHashMap<>();
        states.put("t1", new ArrayList<>(List.of("skipped")));
        states.put("t2", new ArrayList<>(List.of("success")));
        List<@Nullable String> waiting = new ArrayList<>();
        waiting.add(null);
        states.put("tg.t3", waiting);
        DrivenRun run = DrivenRun.in(graph, states);
        Judgement judgement = Judge.judge(run.state(), run.number("tg.t3[0]"), DrivenRows.NOW);
        expectState(testCase, judgement);
        assertThat(!(judgement instanceof Judgement.Run)).isEqualTo(testCase.flag("expect_blocked"));
    }
}
