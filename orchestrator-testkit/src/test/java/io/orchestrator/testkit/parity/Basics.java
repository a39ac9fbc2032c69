package io.orchestrator.testkit.parity;

import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Once;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tasks, what they hand to each other, and how they fail. */
final class Basics {

    private Basics() {}

    static Stream<Example> examples() {
        return Stream.of(
                Example.of("example_simplest_dag", simplest()),
                Example.of("example_failed_dag", failed()).failing().with("failed", "fail"),
                Example.of("example_markdown_doc", documented()),
                Example.of("example_python_operator", code("python_operator")),
                Example.of("example_python_decorator", code("python_decorator")),
                Example.of("example_dag_decorator", mail()).given(Map.of("to", "ops@example.com")),
                Example.of("example_xcom", values()),
                Example.of("example_xcomargs", arguments()),
                Example.of("example_retry_policy", retryPolicy()),
                Example.of("tutorial", tutorial("tutorial")),
                Example.of("tutorial_dag", etl("tutorial_dag")),
                Example.of("tutorial_taskflow_api", etl("tutorial_taskflow_api")),
                Example.of("tutorial_taskflow_templates", templates())
                        .scheduled(Duration.ofDays(1), "2026-01-02T00:00:00Z"));
    }

    private static Dag simplest() {
        return Dag.define("simplest_dag", dag -> Example.empty(dag, "my_task"));
    }

    private static Dag failed() {
        return Dag.define(
                "failed_dag",
                dag -> dag.action("fail", () -> {
                    throw new NoRetryException("This task fails");
                }));
    }

    private static Dag documented() {
        return Dag.define("markdown_doc", dag -> {
            dag.description("# Sales\n\nLoads what was **sold**.");
            Example.empty(dag, "load").description("Reads a *table*.");
        });
    }

    private static Dag code(String id) {
        return Dag.define(id, dag -> {
            Task<Void> print = dag.action("print_the_context", Basics::print);
            Task<Void> query = dag.action("log_sql_query", Basics::print).after(print);
            for (int i = 0; i < 5; i++) {
                Example.empty(dag, "sleep_for_" + i).after(query);
            }
            // A JVM and libraries of its own, as a virtual environment is for Python.
            dag.action("own_jvm", Basics::print).freshJvm().after(print);
        });
    }

    private static void print(TaskContext context) {
        context.log().log(Level.INFO, "{0} of {1}", context.taskId(), context.runId());
    }

    record Mail(String to) {}

    private static Dag mail() {
        return Dag.define("dag_decorator", dag -> {
            Input<Mail> mail = dag.params(Mail.class);
            Task<String> address = dag.task("get_ip", () -> "192.0.2.1");
            Task<String> text = dag.task("compose", (String ip) -> "Seen from " + ip, address);
            dag.action("send", (Mail to, String body) -> {}, mail, text);
        });
    }

    record Pushed(List<Integer> numbers, Map<String, String> names) {}

    private static Dag values() {
        return Dag.define("xcom", dag -> {
            dag.schedule(new Once());
            Task<Pushed> push = dag.task("push", () -> new Pushed(List.of(1, 2, 3), Map.of("a", "b")));
            dag.action("pull", Basics::compare, push);
        });
    }

    private static void compare(Pushed pushed) {
        if (!pushed.equals(new Pushed(List.of(1, 2, 3), Map.of("a", "b")))) {
            throw new IllegalStateException("The values differ: " + pushed);
        }
    }

    private static Dag arguments() {
        return Dag.define("xcomargs", dag -> {
            Task<String> value = dag.task("generate_value", () -> "Bring me a shrubbery!");
            dag.action("print_value", (String text) -> {}, value);
        });
    }

    private static Dag retryPolicy() {
        return Dag.define(
                "retry_policy",
                dag -> dag.task("call_external_api", Basics::call)
                        .retries(5)
                        .retryDelay(Duration.ofMinutes(1))
                        .retryOn(ConnectException.class, Duration.ofSeconds(30))
                        .failOn(SecurityException.class));
    }

    private static String call(TaskContext context) throws ConnectException {
        if (context.attempt() < 3) {
            throw new ConnectException("Nobody listens");
        }
        return "data";
    }

    private static Dag tutorial(String id) {
        return Dag.define(id, dag -> {
            dag.schedule(Every.of(Duration.ofDays(1)));
            dag.defaults().retries(1).retryDelay(Duration.ofMinutes(5));
            Task<Void> date = dag.action("print_date", Basics::print).description("Prints the date.");
            Example.empty(dag, "sleep").retries(3).after(date);
            dag.action("templated", Basics::print).after(date);
        });
    }

    private static Dag etl(String id) {
        return Dag.define(id, dag -> {
            Task<Map<String, Double>> orders = dag.task("extract", Basics::orders);
            Task<Double> total = dag.task("transform", Basics::total, orders);
            dag.action("load", (Double sum) -> {}, total);
        });
    }

    private static Map<String, Double> orders() {
        return Map.of("1001", 301.27, "1002", 433.21, "1003", 502.22);
    }

    private static Double total(Map<String, Double> orders) {
        return orders.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    record Texts(String foobar, String other) {}

    /** A template is code: what it needs comes from the params and the context. */
    private static Dag templates() {
        return Dag.define("tutorial_taskflow_templates", dag -> {
            dag.schedule(Cron.daily("UTC"));
            Input<Texts> texts = dag.params(new Texts("param_from_dag", "from_dag"));
            dag.action("template_test", Basics::query, texts);
        });
    }

    private static void query(TaskContext context, Texts texts) {
        context.log().log(
                Level.INFO,
                "select * from test_data where run_id = {0} and until = {1} and something = {2}",
                context.runId(),
                context.dataInterval().orElseThrow().end(),
                texts.foobar());
    }
}
