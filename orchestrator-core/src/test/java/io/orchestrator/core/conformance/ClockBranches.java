package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunInstances;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.ClockTest;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.sdk.ClockQuestion;
import io.orchestrator.sdk.DagDefinitionException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Branches by the time. */
final class ClockBranches {

    private ClockBranches() {}

    static void check(String topic, JsonNode json) {
        Case testCase = Case.of(
                topic,
                json,
                "now",
                "week_days",
                "lower",
                "upper",
                "timezone",
                "use_logical_date",
                "logical_date",
                "choice_true",
                "choice_false",
                "expect",
                "expect_inside",
                "expect_skipped_by_decision");
        if (json.has("expect")) {
            assertThat(testCase.text("expect")).isEqualTo("definition rejected");
            assertThat(isDefined(json)).isFalse();
            return;
        }
        List<String> yes = json.has("choice_true") ? ids(json.path("choice_true")) : List.of("inside");
        List<String> no = json.has("choice_false") ? ids(json.path("choice_false")) : List.of("outside");
        List<String> skipped = skipped(testCase, test(json), yes, no);
        if (json.has("expect_skipped_by_decision")) {
            assertThat(skipped).containsExactlyInAnyOrderElementsOf(testCase.texts("expect_skipped_by_decision"));
        }
        if (json.has("expect_inside")) {
            boolean inside = skipped.containsAll(no) && skipped.stream().noneMatch(yes::contains);
            assertThat(inside || skipped.containsAll(yes)).isTrue();
            DocumentedAnswers.settle(testCase, testCase.flag("expect_inside"), inside, () -> "no rule");
        }
    }

    private static List<String> ids(JsonNode choice) {
        return choice.isArray() ? choice.valueStream().map(JsonNode::asString).toList() : List.of(choice.asString());
    }

    private static List<String> skipped(Case testCase, ClockTest test, List<String> yes, List<String> no) {
        GraphOf graph = new GraphOf().add("branch");
        yes.forEach(task -> graph.edge("branch", task));
        no.forEach(task -> graph.edge("branch", task));
        DecisionSpec.Branch branch = new DecisionSpec.Branch(Map.of("true", yes, "false", no), null);
        TaskGraph tasks = graph.decision(
                        "branch", new DecisionSpec.Clock(test, testCase.flag("use_logical_date"), branch))
                .build();
        Instant date = testCase.optionalInstant("logical_date").orElse(null);
        DagRun run = DrivenRows.run(DagRunState.QUEUED, RunType.MANUAL, date, null);
        DrivenRun driven = new DrivenRun(
                        new RunState(tasks, run, RunInstances.of(tasks, run), List.of()), testCase.instant("now"))
                .toItsEnd(instance -> DrivenRun.SUCCESS);
        return BranchingTopic.skippedByDecision(driven);
    }

    private static ClockTest test(JsonNode json) {
        String zone = json.path("timezone").asString("UTC");
        return json.has("week_days")
                ? new ClockTest.Weekdays(List.copyOf(days(json.path("week_days"))), zone)
                : new ClockTest.Window(bound(json.path("lower")), bound(json.path("upper")), zone);
    }

    private static Set<DayOfWeek> days(JsonNode names) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        ids(names).forEach(name -> days.add(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT))));
        return days;
    }

    private static ClockTest.@Nullable Bound bound(JsonNode text) {
        if (!text.isString()) {
            return null;
        }
        if (text.asString().contains("T")) {
            LocalDateTime time = LocalDateTime.parse(text.asString());
            return new ClockTest.Bound(time.toLocalDate(), time.toLocalTime());
        }
        return new ClockTest.Bound(null, LocalTime.parse(text.asString()));
    }

    /** Days that are no texts do not get past the compiler. */
    private static boolean isDefined(JsonNode json) {
        JsonNode days = json.path("week_days");
        boolean texts = days.isString() || days.isArray() && days.valueStream().allMatch(JsonNode::isString);
        if (json.has("week_days") && !days.isNull() && !texts) {
            return false;
        }
        try {
            if (json.has("week_days")) {
                ClockQuestion.isOn(days.isNull() ? Set.of() : days(days), "UTC");
            } else {
                ClockQuestion.isBetween(text(json.path("lower")), text(json.path("upper")), "UTC");
            }
            return true;
        } catch (DagDefinitionException | IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String text(JsonNode bound) {
        return bound.isString() ? bound.asString() : null;
    }

    /** Two times of day, the first of them the later one. */
    static boolean isOverMidnight(JsonNode json) {
        List<LocalTime> times = new ArrayList<>();
        for (String field : List.of("lower", "upper")) {
            String text = json.path(field).asString("T");
            if (!text.contains("T")) {
                times.add(LocalTime.parse(text));
            }
        }
        return times.size() == 2 && times.getLast().isBefore(times.getFirst());
    }
}
