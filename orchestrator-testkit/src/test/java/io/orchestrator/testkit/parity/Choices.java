package io.orchestrator.testkit.parity;

import static io.orchestrator.testkit.parity.Example.empty;

import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagBuilder;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** Branches, short circuits, skips, and what only the newest run does. */
final class Choices {

    private static final String[] DIRECTIONS = {"a", "b", "c", "d"};

    private Choices() {}

    static Stream<Example> examples() {
        return Stream.of(
                Example.of("example_branch_operator", branch())
                        .with("skipped", "branch_a", "follow_a", "branch_c", "follow_c", "branch_d", "follow_d"),
                Example.of("example_branch_labels", labels()),
                Example.of("example_branch_datetime_operator", datetime())
                        .scheduled(Duration.ofDays(1), "2026-01-02T00:00:00Z")
                        .with("skipped", "date_in_range"),
                Example.of("example_branch_python_dop_operator_3", alternating())
                        .scheduled(Duration.ofMinutes(3), "2026-01-01T12:01:00Z")
                        .with("skipped", "empty_task_1"),
                Example.of("example_nested_branch_dag", nested())
                        .with("skipped", "false_1", "branch_2", "true_2", "false_2", "join_2", "false_3"),
                Example.of("example_short_circuit_operator", shortCircuit("short_circuit_operator"))
                        .with("skipped", "false_1", "false_2", "task_3", "task_4", "task_5", "task_6"),
                Example.of("example_short_circuit_decorator", shortCircuit("short_circuit_decorator"))
                        .with("skipped", "false_1", "false_2", "task_3", "task_4", "task_5", "task_6"),
                Example.of("example_skip_dag", skips()).with("skipped", "skip_1", "all_success", "final_1", "skip_2"),
                Example.of("example_latest_only", latestOnly())
                        .scheduled(Duration.ZERO, "2026-01-01T04:00:00Z")
                        .with("skipped", "task1"),
                Example.of("example_latest_only_with_trigger", latestOnlyWithRules())
                        .scheduled(Duration.ZERO, "2026-01-01T04:00:00Z")
                        .with("skipped", "task1", "task3"));
    }

    private static Dag branch() {
        return Dag.define("branch_operator", dag -> {
            Task<Void> first = empty(dag, "run_this_first");
            Task<String> choice = dag.task("branching", () -> "b").after(first);
            Task<Void> join = empty(dag, "join").rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
            var branch = dag.branch(choice);
            for (String direction : DIRECTIONS) {
                Task<Void> step = empty(dag, "branch_" + direction);
                empty(dag, "follow_" + direction).after(step).before(join);
                branch.when(direction, step);
            }
        });
    }

    /** Both ways are taken: an edge has no label, and the labels of Airflow's example decide nothing. */
    private static Dag labels() {
        return Dag.define("branch_labels", dag -> {
            Task<Void> ingest = empty(dag, "ingest");
            Task<Void> analyze = empty(dag, "analyze").after(ingest);
            Task<Void> check = empty(dag, "check_integrity").after(analyze);
            Task<Void> save = empty(dag, "save").after(check);
            Task<Void> describe = empty(dag, "describe_integrity").after(check);
            Task<Void> error = empty(dag, "email_error").after(describe);
            empty(dag, "report").after(save, error);
        });
    }

    private static Dag datetime() {
        return Dag.define("branch_datetime_operator", dag -> {
            dag.schedule(Cron.daily("UTC"));
            Task<Boolean> inRange = dag.task("datetime_branch", Choices::isInRange);
            dag.branch(inRange).when(true, empty(dag, "date_in_range")).when(false, empty(dag, "date_outside_range"));
        });
    }

    private static Boolean isInRange(TaskContext context) {
        Instant date = context.logicalDate().orElseThrow();
        return !date.isBefore(Instant.parse("2020-10-10T14:00:00Z"))
                && !date.isAfter(Instant.parse("2020-10-10T15:00:00Z"));
    }

    private static Dag alternating() {
        return Dag.define("branch_python_dop_operator_3", dag -> {
            dag.schedule(Cron.of("* * * * *", "UTC"))
                    .startingAt("2026-01-01T12:00:00Z")
                    .catchup(Catchup.ALL);
            dag.defaults().dependsOnPast();
            Task<Boolean> even = dag.task("should_run", Choices::isEven);
            dag.branch(even).when(true, empty(dag, "empty_task_1")).when(false, empty(dag, "empty_task_2"));
        });
    }

    private static Boolean isEven(TaskContext context) {
        return context.logicalDate().orElseThrow().atOffset(ZoneOffset.UTC).getMinute() % 2 == 0;
    }

    private static Dag nested() {
        return Dag.define("nested_branch_dag", dag -> {
            Task<Boolean> outer = dag.task("branch_1", () -> true);
            Task<Void> outerTrue = empty(dag, "true_1");
            Task<Void> outerFalse = empty(dag, "false_1");
            dag.branch(outer).when(true, outerTrue).when(false, outerFalse);
            Task<Boolean> inner = dag.task("branch_2", () -> true).after(outerFalse);
            Task<Void> innerTrue = empty(dag, "true_2");
            Task<Void> innerFalse = empty(dag, "false_2");
            dag.branch(inner).when(true, innerTrue).when(false, innerFalse);
            Task<Void> join =
                    empty(dag, "join_2").after(innerTrue, innerFalse).rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
            Task<Void> last = empty(dag, "false_3").after(join);
            empty(dag, "join_1").after(outerTrue, last).rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
        });
    }

    private static Dag shortCircuit(String id) {
        return Dag.define(id, dag -> {
            condition(dag, "true", true);
            condition(dag, "false", false);
            Task<Void> first = empty(dag, "task_1");
            Task<Void> second = empty(dag, "task_2").after(first);
            Task<Boolean> decides = dag.task("short_circuit", () -> false).after(first);
            dag.shortCircuitDirect(decides);
            Task<Void> third = empty(dag, "task_3").after(second, decides);
            Task<Void> fourth = empty(dag, "task_4").after(second, decides);
            Task<Void> fifth = empty(dag, "task_5").after(third, fourth);
            Task<Void> sixth = empty(dag, "task_6").after(third, fourth);
            empty(dag, "task_7").after(fifth, sixth).rule(TriggerRule.ALL_DONE);
        });
    }

    private static void condition(DagBuilder dag, String name, boolean value) {
        Task<Boolean> condition = dag.task("condition_is_" + name, () -> value);
        dag.shortCircuit(condition);
        Task<Void> first = empty(dag, name + "_1").after(condition);
        empty(dag, name + "_2").after(first);
    }

    private static Dag skips() {
        return Dag.define("skip_dag", dag -> {
            skipping(dag, "1", TriggerRule.ALL_SUCCESS);
            skipping(dag, "2", TriggerRule.ONE_SUCCESS);
        });
    }

    private static void skipping(DagBuilder dag, String suffix, TriggerRule rule) {
        Task<Void> skip = dag.action("skip_" + suffix, () -> {
            throw new SkipException("Nothing to do");
        });
        Task<Void> always = empty(dag, "always_true_" + suffix);
        String name = rule.name().toLowerCase(Locale.ROOT);
        Task<Void> join = empty(dag, name).after(skip, always).rule(rule);
        empty(dag, "final_" + suffix).after(join);
    }

    private static Dag latestOnly() {
        return Dag.define("latest_only", dag -> {
            everyFourHours(dag);
            dag.latestOnly("latest_only").before(empty(dag, "task1"));
        });
    }

    private static Dag latestOnlyWithRules() {
        return Dag.define("latest_only_with_trigger", dag -> {
            everyFourHours(dag);
            Task<Void> first = empty(dag, "task1");
            dag.latestOnly("latest_only").before(first);
            Task<Void> second = empty(dag, "task2");
            empty(dag, "task3").after(first, second);
            empty(dag, "task4").after(first, second).rule(TriggerRule.ALL_DONE);
        });
    }

    /** Deployed at noon, it makes up for midnight and four and eight in the morning. */
    private static void everyFourHours(DagBuilder dag) {
        dag.schedule(Every.of(Duration.ofHours(4))).startingAt("2026-01-01").catchup(Catchup.ALL);
    }
}
