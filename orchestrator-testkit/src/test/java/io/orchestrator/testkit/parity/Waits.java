package io.orchestrator.testkit.parity;

import static io.orchestrator.testkit.parity.Example.empty;

import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagBuilder;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.OtherRun;
import io.orchestrator.sdk.Poke;
import io.orchestrator.sdk.Poking;
import io.orchestrator.sdk.Shell;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import io.orchestrator.sdk.TriggerRun;
import io.orchestrator.sdk.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Commands, what tasks wait for, and DAGs that start each other. */
final class Waits {

    private static final Poking SECONDS = Poking.every(Duration.ofSeconds(1));
    private static final Poking SHORTLY = SECONDS.timeout(Duration.ofSeconds(3)).softFail();

    private Waits() {}

    static Stream<Example> examples() {
        return Stream.of(
                Example.of("example_bash_operator", commands()).with("skipped", "this_will_skip"),
                Example.of("example_sensor_decorator", sensor()),
                Example.of("example_sensors", sensors())
                        .with(
                                "skipped",
                                "timeout_after_second_date_in_the_future",
                                "sensor_fails_after_3_seconds",
                                "failure_timeout_sensor",
                                "week_day_sensor_failing_on_timeout"),
                Example.of("example_time_delta_sensor_async", delay()),
                Example.of("example_trigger_controller_dag", controller()).beside(target("trigger_target")),
                Example.of("example_trigger_target_dag", target("trigger_target_dag"))
                        .given(Map.of("message", "Hello World")),
                Example.of("example_external_task_marker_dag", child("external_task_marker_dag", "parent"))
                        .beside(parent("parent"))
                        .scheduled(Duration.ofDays(1), "2026-01-02T00:00:00Z"),
                Example.of("example_external_task_parent_deferrable", child("external_task_parent_deferrable", "other"))
                        .beside(parent("other"))
                        .scheduled(Duration.ofDays(1), "2026-01-02T00:00:00Z"));
    }

    private static Dag commands() {
        return Dag.define("bash_operator", dag -> {
            Task<Void> last = empty(dag, "run_this_last");
            Task<String> after = dag.task("run_after_loop", Waits::echo).before(last);
            for (int i = 0; i < 3; i++) {
                dag.task("runme_" + i, Waits::echo).before(after);
            }
            dag.task("also_run_this", Waits::echo).before(last);
            dag.task("this_will_skip", Waits::skip).before(last);
            last.rule(TriggerRule.NONE_FAILED);
        });
    }

    private static String echo(TaskContext context) throws IOException, InterruptedException {
        return Shell.script("echo \"$TASK\"").env("TASK", context.taskId()).run(context);
    }

    private static String skip(TaskContext context) throws IOException, InterruptedException {
        return Shell.script("echo hello world; exit 99").skipOn(99).run(context);
    }

    private static Dag sensor() {
        return Dag.define("sensor_decorator", dag -> {
            Task<String> found = dag.sensor("wait_for_upstream", SECONDS, Waits::look);
            dag.action("dummy_operator", (String value) -> {}, found);
        });
    }

    private static Poke<String> look() {
        return Poke.found("xcom_value");
    }

    private static Dag sensors() {
        return Dag.define("sensors", dag -> {
            AtomicBoolean file = new AtomicBoolean();
            Task<Void> last = empty(dag, "print_date").rule(TriggerRule.NONE_FAILED);
            dag.waitUntil("wait_some_seconds", Until.delay(Duration.ofSeconds(2)))
                    .before(last);
            dag.waitUntil("fire_immediately", Until.timeOfDay("00:00", "UTC")).before(last);
            waits(dag, "timeout_after_second_date_in_the_future", false, last);
            dag.waitFor("sensor_succeeds", SHORTLY, Waits::succeeds).before(last);
            waits(dag, "sensor_fails_after_3_seconds", false, last);
            Task<Void> remove = dag.action("remove_file", () -> file.set(false));
            dag.waitFor("wait_for_file", SECONDS, file::get).after(remove).before(last);
            dag.waitUntil("3_seconds", Until.delay(Duration.ofSeconds(3)))
                    .before(dag.action("create_file", () -> file.set(true)).before(last));
            waits(dag, "success_sensor", true, last);
            waits(dag, "failure_timeout_sensor", false, last);
            waits(dag, "week_day_sensor_failing_on_timeout", false, last);
        });
    }

    private static Boolean succeeds(TaskContext context) throws IOException, InterruptedException {
        Shell.script("exit 0").run(context);
        return true;
    }

    private static void waits(DagBuilder dag, String id, boolean answer, Task<Void> before) {
        dag.waitFor(id, SHORTLY, () -> answer).before(before);
    }

    private static Dag delay() {
        return Dag.define("time_delta_sensor_async", dag -> {
            Task<Void> wait = dag.waitUntil("wait", Until.delay(Duration.ofSeconds(30)));
            empty(dag, "finish").after(wait);
        });
    }

    private static Dag controller() {
        return Dag.define(
                "trigger_controller_dag",
                dag -> dag.trigger(
                        "test_trigger_dagrun",
                        TriggerRun.of("trigger_target")
                                .params(Map.of("message", "Hello World"))
                                .waiting()));
    }

    record Message(String message) {}

    private static Dag target(String id) {
        return Dag.define(id, dag -> {
            Input<Message> message = dag.params(Message.class);
            Task<String> print = dag.task("run_this", Message::message, message);
            dag.action("bash_task", (String text) -> {}, print);
        });
    }

    private static Dag parent(String id) {
        return Dag.define(id, dag -> {
            dag.schedule(Cron.daily("UTC"));
            empty(dag, "parent_task");
        });
    }

    private static Dag child(String id, String parent) {
        return Dag.define(id, dag -> {
            dag.schedule(Cron.daily("UTC"));
            dag.waitForRun("child_task1", OtherRun.of(parent).task("parent_task"))
                    .before(empty(dag, "child_task2"));
        });
    }
}
