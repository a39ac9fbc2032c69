package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Param;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParamsAndHooksTest {

    enum Mode {
        FAST,
        EXACT
    }

    public record Settings(
            @Param(min = 1, max = 1000, description = "how many rows")
            int rows,

            Mode mode,
            @Param(pattern = "^[a-z]+$") String table,
            BigDecimal rate,
            List<LocalDate> days,
            @Nullable String note) {}

    private static final Settings DEFAULTS =
            new Settings(100, Mode.FAST, "flights", new BigDecimal("0.5"), List.of(LocalDate.of(2026, 1, 1)), null);

    private static Dag configured() {
        return Dag.define("configured", dag -> {
            Input<Settings> settings = dag.params(DEFAULTS);
            dag.task("tell", (Settings given) -> given, settings);
        });
    }

    @Test
    void aTaskGetsTheParamsAsTheirRecord() {
        assertThat(DagTest.of(configured()).run().task("tell").output(Settings.class))
                .isEqualTo(DEFAULTS);
        assertThat(DagTest.of(configured())
                        .param("rows", 7)
                        .param("mode", "EXACT")
                        .run()
                        .task("tell")
                        .output(Settings.class))
                .isEqualTo(new Settings(
                        7, Mode.EXACT, "flights", new BigDecimal("0.5"), List.of(LocalDate.of(2026, 1, 1)), null));
    }

    @Test
    void wrongParamsAreRefusedByTheirNames() {
        refused("rows", 0, "rows is 0; expected at least 1");
        refused("rows", "many", "rows is \"many\"; expected a whole number");
        refused("mode", "SLOW", "mode is \"SLOW\"; expected one of [\"FAST\",\"EXACT\"]");
        refused("table", "Flights", "table is \"Flights\"; expected a text that matches ^[a-z]+$");
        refused("days", List.of("2026-02-30"), "days[0] is \"2026-02-30\"; expected a date such as 2026-01-31");
        refused("rows_", 1, "rows_ is not known");
    }

    private static void refused(String name, Object value, String expected) {
        assertThatThrownBy(() -> DagTest.of(configured()).param(name, value).run())
                .hasMessageContaining("params of DAG configured: " + expected);
    }

    @Test
    void withoutDefaultsEverythingButWhatMayBeNullHasToBeGiven() {
        Dag dag = Dag.define("required", d -> {
            Input<Settings> settings = d.params(Settings.class);
            d.task("tell", Settings::rows, settings);
        });

        assertThatThrownBy(() -> DagTest.of(dag).param("rows", 1).run())
                .hasMessageContaining("mode is missing; table is missing; rate is missing; days is missing");
        assertThat(DagTest.of(dag).params(DEFAULTS).run().state()).isEqualTo("success");
    }

    private static int failing(TaskContext context, String kind) {
        switch (kind) {
            case "io" -> throw new UncheckedIOException(new IOException("reset"));
            case "argument" -> throw new IllegalArgumentException("wrong file");
            case "none" -> throw new SkipException("nothing there");
            case "useless" -> throw new NoRetryException("useless");
            case "once" -> {
                if (context.attempt() == 1) {
                    throw new IllegalStateException("not yet");
                }
            }
            default -> {}
        }
        return 1;
    }

    private static Dag hooked(List<String> called, String kind) {
        return Dag.define("hooked", dag -> {
            Task<String> chosen = dag.task("kind", () -> kind);
            dag.defaults().onFailure((context, thrown) -> called.add("default"));
            dag.task("work", ParamsAndHooksTest::failing, chosen)
                    .retries(2)
                    .retryDelay(Duration.ofHours(5))
                    .retryOn(UncheckedIOException.class, Duration.ofSeconds(1))
                    .failOn(IllegalArgumentException.class)
                    .skipOn(ArithmeticException.class)
                    .onSuccess((context, output) -> called.add("success " + output))
                    .onFailure((context, thrown) -> called.add("failure " + thrown.getMessage()))
                    .onRetry((context, thrown) -> called.add("retry " + context.attempt()))
                    .onSkip((context, reason) -> called.add("skip " + reason));
        });
    }

    private static Map.Entry<TestRun, List<String>> run(String kind) {
        List<String> called = new ArrayList<>();
        return Map.entry(DagTest.of(hooked(called, kind)).run(), called);
    }

    @Test
    void hooksAreCalledAtEachEnd() {
        assertThat(run("fine").getValue()).containsExactly("success 1");
        assertThat(run("once").getValue()).containsExactly("retry 1", "success 1");
        assertThat(run("none").getValue()).containsExactly("skip nothing there");
        assertThat(run("useless").getValue()).containsExactly("failure useless");
    }

    @Test
    void anExceptionDecidesWhetherAndWhenTheTaskIsRetried() {
        var io = run("io");
        assertThat(io.getKey().task("work").tries()).isEqualTo(3);
        assertThat(io.getKey().took()).isLessThan(Duration.ofHours(1));
        assertThat(io.getValue()).containsExactly("retry 1", "retry 2", "failure java.io.IOException: reset");

        var argument = run("argument");
        assertThat(argument.getKey().task("work").tries()).isEqualTo(1);
        assertThat(argument.getKey().task("work").state()).isEqualTo("failed");

        Dag dag = Dag.define(
                "skipping", d -> d.task("divide", ParamsAndHooksTest::divide).skipOn(ArithmeticException.class));
        assertThat(DagTest.of(dag).run().task("divide").reason()).contains("ArithmeticException: / by zero");
    }

    private static int divide(TaskContext context) {
        return context.attempt() / 0;
    }

    @Test
    void aHookThatFailsChangesNothing() {
        Dag dag = Dag.define(
                "broken",
                d -> d.task("work", () -> 1).onSuccess((context, output) -> {
                    throw new IOException("no mail");
                }));

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("work").log())
                .singleElement()
                .asString()
                .contains("A hook of the task failed, which changes nothing")
                .contains("no mail");
    }
}
