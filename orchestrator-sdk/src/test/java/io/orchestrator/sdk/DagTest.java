package io.orchestrator.sdk;

import static io.orchestrator.sdk.Catchup.LATEST;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DagTest {

    record Raw(int rows) {}

    record Features(List<Double> values) {}

    record Model(double error) {}

    private Raw ingest() {
        return new Raw(3);
    }

    private Features transform(Raw raw) {
        return new Features(List.of(raw.rows() / 2.0));
    }

    private static Model train(TaskContext context, Features features) {
        return new Model(features.values().getFirst());
    }

    private void publish(Model model, Raw raw) {
        assertThat(model.error()).isEqualTo(raw.rows() / 2.0);
    }

    private Dag pipeline() {
        return Dag.define("ai_pipeline", dag -> {
            dag.schedule(Cron.daily("Europe/Berlin")).startingAt("2026-01-01").catchup(LATEST);
            Task<Raw> raw = dag.task("ingest_data", this::ingest);
            Task<Features> features = dag.task("transform_data", this::transform, raw);
            Task<Model> model =
                    dag.task("train_model", DagTest::train, features).retries(2).timeout(ofMinutes(10));
            dag.action("publish", this::publish, model, raw);
        });
    }

    @Test
    void knowsItsTasksAndTheirEdges() {
        Dag dag = pipeline();

        assertThat(dag.id()).isEqualTo("ai_pipeline");
        assertThat(dag.tasks())
                .extracting(TaskDefinition::id)
                .containsExactly("ingest_data", "transform_data", "train_model", "publish");
        assertThat(dag.tasks())
                .extracting(TaskDefinition::inputs)
                .containsExactly(
                        List.of(),
                        List.of("ingest_data"),
                        List.of("transform_data"),
                        List.of("train_model", "ingest_data"));
        assertThat(dag.tasks())
                .extracting(TaskDefinition::outputType)
                .containsExactly(Raw.class, Features.class, Model.class, null);
        assertThat(dag.tasks().get(2).retry().retries()).isEqualTo(2);
        assertThat(dag.tasks().get(2).timeout()).isEqualTo(ofMinutes(10));
    }

    @Test
    void hasDefaults() {
        Dag dag = Dag.define("small", it -> it.task("one", () -> 1));

        assertThat(dag.schedule()).isEqualTo(new Manual());
        assertThat(dag.catchup()).isEqualTo(Catchup.NONE);
        assertThat(dag.maxActiveRuns()).isEqualTo(16);
        assertThat(dag.maxActiveTasks()).isEqualTo(10_000);
        assertThat(dag.runTimeout()).isNull();
        TaskDefinition task = dag.tasks().getFirst();
        assertThat(task.rule()).isEqualTo(TriggerRule.ALL_SUCCESS);
        assertThat(task.queue()).isEqualTo("default");
        assertThat(task.priority()).isEqualTo(1);
        assertThat(task.retry()).isEqualTo(TaskDefinition.Retry.NONE);
        assertThat(task.jvm()).isEqualTo(TaskDefinition.Jvm.WARM);
    }

    @Test
    void keepsEveryOption() {
        Dag dag = Dag.define("all", it -> {
            it.description("# All")
                    .tags("a", "b")
                    .owners("team")
                    .maxActiveRuns(2)
                    .maxActiveTasks(3);
            it.runTimeout(ofMinutes(5));
            it.task("one", () -> 1)
                    .description("*one*")
                    .retries(3)
                    .retryDelay(ofSeconds(2))
                    .exponentialBackoff(2, ofMinutes(1))
                    .jitter()
                    .queue("gpu")
                    .priority(7)
                    .rule(TriggerRule.ALL_DONE)
                    .heap(512)
                    .jvmOptions("-XX:+UseZGC")
                    .freshJvm();
        });

        assertThat(dag.description()).isEqualTo("# All");
        assertThat(dag.tags()).containsExactly("a", "b");
        assertThat(dag.owners()).containsExactly("team");
        assertThat(dag.maxActiveRuns()).isEqualTo(2);
        assertThat(dag.maxActiveTasks()).isEqualTo(3);
        assertThat(dag.runTimeout()).isEqualTo(ofMinutes(5));
        TaskDefinition task = dag.tasks().getFirst();
        assertThat(task.description()).isEqualTo("*one*");
        assertThat(task.retry()).isEqualTo(new TaskDefinition.Retry(3, ofSeconds(2), 2, ofMinutes(1), true));
        assertThat(task.queue()).isEqualTo("gpu");
        assertThat(task.priority()).isEqualTo(7);
        assertThat(task.rule()).isEqualTo(TriggerRule.ALL_DONE);
        assertThat(task.jvm()).isEqualTo(new TaskDefinition.Jvm(512, List.of("-XX:+UseZGC"), true));
    }

    @Test
    void orderingEdgesComeFromBothEnds() {
        Dag dag = Dag.define("order", it -> {
            Task<Integer> a = it.task("a", () -> 1);
            Task<Void> b = it.action("b", () -> {});
            it.action("c", x -> {}, a).after(a, b);
            it.action("d", () -> {}).before(a);
        });

        assertThat(task(dag, "c").inputs()).containsExactly("a");
        assertThat(task(dag, "c").after()).containsExactly("b");
        assertThat(task(dag, "a").after()).containsExactly("d");
    }

    @Test
    void aDateAloneIsItsFirstInstantInTheZoneOfTheCron() {
        assertThat(startOf(Cron.daily("Europe/Berlin"), "2026-07-01")).isEqualTo(Instant.parse("2026-06-30T22:00:00Z"));
        assertThat(startOf(Cron.daily("Europe/Berlin"), "2026-07-01T06:30"))
                .isEqualTo(Instant.parse("2026-07-01T04:30:00Z"));
        assertThat(startOf(Cron.daily("Europe/Berlin"), "2026-07-01T06:30:00Z"))
                .isEqualTo(Instant.parse("2026-07-01T06:30:00Z"));
        assertThat(startOf(Cron.daily("Europe/Berlin"), "2026-07-01T06:30:00-02:00"))
                .isEqualTo(Instant.parse("2026-07-01T08:30:00Z"));
        assertThat(startOf(Every.of(ofMinutes(1)), "2026-07-01")).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
    }

    @Test
    void callsTheAuthorsCodeWithContextAndInputs() throws Exception {
        Dag dag = pipeline();

        Object model = task(dag, "train_model").code().call(new NoContext(), List.of(new Features(List.of(1.5))));

        assertThat(model).isEqualTo(new Model(1.5));
        assertThat(task(dag, "publish").code().call(new NoContext(), Arrays.asList(model, new Raw(3))))
                .isNull();
    }

    @Test
    void takesUpToSixInputsWithAndWithoutContext() throws Exception {
        Dag dag = Dag.define("wide", it -> {
            Task<Integer> n = it.task("n", () -> 1);
            it.task("six", (a, b, c, d, e, f) -> a + b + c + d + e + f, n, n, n, n, n, n);
            it.task("context", (context, a, b, c, d, e, f) -> context.attempt() + a + f, n, n, n, n, n, n);
            it.action("action", (context, a, b, c, d, e, f) -> {}, n, n, n, n, n, n);
        });

        assertThat(task(dag, "six").code().call(new NoContext(), List.of(1, 2, 3, 4, 5, 6)))
                .isEqualTo(21);
        assertThat(task(dag, "context").code().call(new NoContext(), List.of(1, 2, 3, 4, 5, 6)))
                .isEqualTo(8);
    }

    private static @Nullable Instant startOf(Schedule schedule, String start) {
        Dag dag = Dag.define("dates", it -> {
            it.schedule(schedule).startingAt(start);
            it.task("one", () -> 1);
        });
        return dag.startDate();
    }

    private static TaskDefinition task(Dag dag, String id) {
        return dag.tasks().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
