package io.orchestrator.testkit.parity;

import static io.orchestrator.testkit.parity.Example.empty;

import io.orchestrator.sdk.BusinessCalendar;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.Param;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tasks for each element of a list, loops, params, and a schedule of working days. */
final class Lists {

    private Lists() {}

    static Stream<Example> examples() {
        return Stream.of(
                Example.of("example_dynamic_task_mapping", mapping()),
                Example.of("example_anomaly_detection", runtimes()),
                Example.of("example_task_loops", loop()).with("skipped", rounds(5, 10)),
                Example.of("example_params_trigger_ui", greetings())
                        .given(Map.of("french", false))
                        .with(
                                "skipped",
                                "generate_french_greeting[0]",
                                "generate_french_greeting[1]",
                                "generate_french_greeting[2]"),
                Example.of("example_params_ui_tutorial", form()).given(Map.of("requiredField", "ten letters")),
                Example.of("example_passing_params_via_test_command", passing()).given(Map.of("foo", "bar")),
                Example.of("example_workday_timetable", workdays())
                        .scheduled(Duration.ofDays(7), "2026-01-02T00:00:00Z"));
    }

    private static Dag mapping() {
        return Dag.define("dynamic_task_mapping", dag -> {
            Task<List<Integer>> added = dag.map("add_one", (Integer x) -> x + 1, Each.values(1, 2, 3));
            dag.action("sum_it", Lists::sum, added);
        });
    }

    private static void sum(TaskContext context, List<Integer> values) {
        context.log().log(
                Level.INFO, "Total was {0}", values.stream().mapToInt(i -> i).sum());
    }

    record Times(List<Double> times) {}

    /** Ours warns in a hook of the task; a hook of Airflow's would too. */
    private static Dag runtimes() {
        return Dag.define("anomaly_detection", dag -> {
            Input<Times> params = dag.params(new Times(List.of(1.0, 2.0, 3.0)));
            Task<List<Double>> times = dag.task("get_times", Lists::times, params);
            Task<List<Double>> run = dag.map("run_for_time", (Double seconds) -> seconds, Each.of(times))
                    .onSuccess(Lists::warnOfSlow);
            dag.action("print_runtimes", (List<Double> all) -> {}, run).rule(TriggerRule.ALL_DONE);
        });
    }

    private static List<Double> times(Times params) {
        return params.times();
    }

    private static void warnOfSlow(TaskContext context, @Nullable Object seconds) {
        if (seconds instanceof Double took && took >= 3) {
            context.log().log(Level.WARNING, "It took {0} seconds", took);
        }
    }

    /** Halves the error of a square root in each round. */
    private static Dag loop() {
        return Dag.define("task_loops", dag -> {
            Task<Double> start = dag.task("start", () -> 1.0);
            Task<Double> root = dag.loop(
                    "refine",
                    10,
                    start,
                    (round, estimate) -> round.task("improve", (Double x) -> (x + 2 / x) / 2, estimate),
                    estimate -> Math.abs(estimate * estimate - 2) < 1e-6);
            dag.action("finished", (Double estimate) -> {}, root);
        });
    }

    private static String[] rounds(int first, int last) {
        return Stream.iterate(first, round -> round <= last, round -> round + 1)
                .flatMap(round -> Stream.of("refine.round_" + round + ".improve", "refine.round_" + round + ".again"))
                .filter(task -> !task.equals("refine.round_" + last + ".again"))
                .toArray(String[]::new);
    }

    record Greeting(List<String> names, boolean english, boolean german, boolean french) {}

    private static Dag greetings() {
        return Dag.define("params_trigger_ui", dag -> {
            Input<Greeting> params = dag.params(new Greeting(List.of("Linda", "Martha", "Thomas"), true, true, true));
            Task<List<String>> names = dag.task("get_names", Lists::names, params);
            Task<List<String>> languages = dag.task("select_languages", Lists::languages, params);
            Task<List<String>> english =
                    dag.map("generate_english_greeting", (String name) -> "Hello " + name + "!", Each.of(names));
            Task<List<String>> german =
                    dag.map("generate_german_greeting", (String name) -> "Guten Tag, " + name + ".", Each.of(names));
            Task<List<String>> french =
                    dag.map("generate_french_greeting", (String name) -> "Bonjour " + name + "!", Each.of(names));
            dag.branches(languages)
                    .when("english", english)
                    .when("german", german)
                    .when("french", french);
            dag.action("print_greetings", Lists::print, english, german, french).rule(TriggerRule.ALL_DONE);
        });
    }

    private static List<String> names(Greeting params) {
        return params.names();
    }

    private static List<String> languages(Greeting params) {
        return Stream.of("english", "german", "french")
                .filter(language -> switch (language) {
                    case "english" -> params.english();
                    case "german" -> params.german();
                    default -> params.french();
                })
                .toList();
    }

    private static void print(
            TaskContext context,
            @Nullable List<String> english,
            @Nullable List<String> german,
            @Nullable List<String> french) {
        context.log().log(Level.INFO, "{0} {1} {2}", english, german, french);
    }

    enum Pick {
        ONE,
        TWO,
        THREE
    }

    record Form(
            double numberParam,
            String textParam,
            boolean boolParam,
            List<String> listParam,
            Map<String, String> dictParam,

            @Param(min = 0, max = 128, description = "Everybody has a **favourite** number")
            int mostLovedNumber,

            Pick pickOne,
            @Nullable Instant dateTime,
            @Nullable LocalDate date,
            @Nullable Duration duration,

            @Param(minLength = 10, maxLength = 30) String requiredField,

            @Nullable String optionalField) {}

    private static Dag form() {
        return Dag.define("params_ui_tutorial", dag -> {
            Input<Form> form = dag.params(new Form(
                    3,
                    "Hello World!",
                    false,
                    List.of("one", "two"),
                    Map.of("key", "value"),
                    42,
                    Pick.TWO,
                    Instant.parse("2026-01-01T12:17:00Z"),
                    LocalDate.parse("2026-01-01"),
                    Duration.ofMinutes(15),
                    "to be replaced",
                    null));
            dag.action("show_params", (Form values) -> {}, form);
        });
    }

    record Foo(String foo) {}

    private static Dag passing() {
        return Dag.define("passing_params_via_test_command", dag -> {
            Input<Foo> params = dag.params(new Foo("default"));
            Task<Void> first = dag.action("run_this", (Foo given) -> {}, params);
            Task<Void> other = dag.action("env_var_test_task", (Foo given) -> {}, params);
            empty(dag, "also_run_this").after(first, other);
        });
    }

    private static Dag workdays() {
        return Dag.define("workday_timetable", dag -> {
            dag.schedule(Cron.daily("UTC")
                            .except(BusinessCalendar.weekends("UTC").holidays("2026-01-06")))
                    .dataIntervals()
                    .startingAt("2026-01-01")
                    .catchup(Catchup.ALL);
            empty(dag, "run_this");
        });
    }
}
