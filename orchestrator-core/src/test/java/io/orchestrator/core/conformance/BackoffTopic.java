package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.task.PokeDelay;
import io.orchestrator.core.task.RetryDelay;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskLifecycle;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How long a failed attempt waits, and whether it is repeated. */
final class BackoffTopic implements TopicRunner {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID ID = new UUID(0, 1);

    /** It goes on with what it left before. */
    private static final Waiting RESUMED =
            new Waiting(NOW, NOW, 1, null, JsonNodeFactory.instance.objectNode().put("job", 7), null);

    @Override
    public String topic() {
        return "backoff";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "growth", "cap", "short", "multiplier", "fixed" ->
                delay(Case.of(
                        topic(),
                        json,
                        "retry_delay_s",
                        "exponential",
                        "multiplier",
                        "max_retry_delay_s",
                        "try_number",
                        "expect_delay_s_between"));
            case "jitter" -> jitter(Case.of(topic(), json, "same", "expect"));
            case "ready" ->
                ready(Case.of(topic(), json, "task_state", "ended_at", "retry_delay_s", "now", "expect_may_start"));
            case "eligible" ->
                eligible(Case.of(
                        topic(),
                        json,
                        "retries",
                        "attempt",
                        "max_tries",
                        "cleared_before",
                        "ends_with",
                        "sensor_mode",
                        "expect_resume_point_cleared",
                        "exit_argument",
                        "forced_to_fail",
                        "state_before",
                        "expect_state",
                        "expect_try_number",
                        "expect_callback",
                        "expect_no_callback",
                        "expect_told_it_may_retry"));
            case "poke_interval" ->
                pokeInterval(Case.of(
                        topic(),
                        json,
                        "poke_interval_s",
                        "exponential",
                        "timeout_s",
                        "max_wait_s",
                        "poke_number",
                        "poke_numbers",
                        "seen_upstream_s",
                        "expect",
                        "expect_wait_s_between"));
            case "fail_fast" ->
                failFast(Case.of(topic(), json, "fail_fast", "states_before", "event", "expect_states"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static void delay(Case testCase) {
        JsonNode json = testCase.json();
        double factor =
                testCase.flag("exponential") ? json.required("multiplier").asDouble() : 1;
        RetrySpec spec = new RetrySpec(
                1,
                seconds(json.required("retry_delay_s").asDouble()),
                factor,
                json.path("max_retry_delay_s").isNumber()
                        ? seconds(json.path("max_retry_delay_s").asDouble())
                        : RetrySpec.NONE.maxDelay(),
                testCase.flag("exponential"));
        JsonNode bounds = json.required("expect_delay_s_between");
        int tryNumber = json.required("try_number").asInt();
        assertThat(IntStream.range(0, 100).mapToObj(run -> RetryDelay.of(spec, tryNumber, "dag/task/" + run)))
                .allSatisfy(delay -> assertThat(delay)
                        .isBetween(
                                seconds(bounds.get(0).asDouble()),
                                seconds(bounds.get(1).asDouble())));
    }

    /** How long a sensor waits before it looks again. */
    private static void pokeInterval(Case testCase) {
        JsonNode json = testCase.json();
        PokeSpec spec = new PokeSpec(
                seconds(json.required("poke_interval_s").asDouble()),
                testCase.flag("exponential"),
                json.has("max_wait_s") ? seconds(json.path("max_wait_s").asDouble()) : null,
                seconds(json.path("timeout_s").asDouble(604_800)),
                false,
                false,
                false);
        if (json.has("expect_wait_s_between")) {
            JsonNode bounds = json.path("expect_wait_s_between");
            assertThat(IntStream.range(0, 100)
                            .mapToObj(run -> PokeDelay.of(
                                    spec, json.required("poke_number").asInt(), Duration.ZERO, "dag/task/" + run)))
                    .allSatisfy(wait -> assertThat(wait)
                            .isBetween(
                                    seconds(bounds.get(0).asDouble()),
                                    seconds(bounds.get(1).asDouble())));
            return;
        }
        JsonNode numbers = json.required("poke_numbers");
        List<Duration> waits = IntStream.rangeClosed(
                        numbers.get(0).asInt(), numbers.get(1).asInt())
                .mapToObj(poke -> PokeDelay.of(spec, poke, Duration.ZERO, "dag/task/run"))
                .toList();
        String expected = testCase.text("expect");
        if (expected.equals("always the same")) {
            assertThat(waits).containsOnly(waits.getFirst());
        } else {
            assertThat(expected).startsWith("never shrinks").endsWith("last is greater than first");
            assertThat(waits).isSorted();
            assertThat(waits.getLast()).isGreaterThan(waits.getFirst());
        }
    }

    private static void jitter(Case testCase) {
        assertThat(testCase.text("expect")).isEqualTo("the same delay every time it is asked");
        RetrySpec spec = new RetrySpec(9, Duration.ofMinutes(5), 2, Duration.ofDays(1), true);
        assertThat(RetryDelay.of(spec, 3, "dag/task/2026-01-01T00:00:00Z"))
                .isEqualTo(RetryDelay.of(spec, 3, "dag/task/2026-01-01T00:00:00Z"));
    }

    private static void ready(Case testCase) {
        boolean waits = testCase.text("task_state").equals("up_for_retry");
        boolean mayStart = !waits
                || RetryDelay.isOver(
                        Instant.parse(testCase.text("ended_at") + "Z"),
                        seconds(testCase.json().required("retry_delay_s").asDouble()),
                        Instant.parse(testCase.text("now") + "Z"));
        assertThat(mayStart).isEqualTo(testCase.flag("expect_may_start"));
    }

    /** What a running attempt's end makes of its task. */
    private static void eligible(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("sensor_mode")) {
            assertThat(testCase.text("ends_with")).isEqualTo("sensor timeout");
            assertThat(SensorsTopic.timedOut(json.required("retries").asInt()))
                    .isEqualTo(testCase.text("expect_state"));
            return;
        }
        int maxTries = json.path("max_tries").asInt(json.path("retries").asInt(0));
        TaskState before = TaskState.of(testCase.optionalText("state_before").orElse("running"));
        // An attempt that runs is the first one at least.
        TaskInstance task =
                instance(before, Math.max(1, json.required("attempt").asInt()), maxTries);
        if (json.has("expect_told_it_may_retry")) {
            assertThat(testCase.text("ends_with")).isEqualTo("(asked at start)");
            assertThat(task.mayRetry()).isEqualTo(testCase.flag("expect_told_it_may_retry"));
            return;
        }
        TaskEvent end = end(testCase);
        expectHook(testCase, task, end);
        TaskLifecycle.Outcome outcome = TaskLifecycle.apply(task.keeping(RESUMED), end, NOW);
        assertThat(outcome).isInstanceOf(TaskLifecycle.Outcome.Moved.class);
        TaskInstance after = ((TaskLifecycle.Outcome.Moved) outcome).next();
        DocumentedAnswers.settle(
                testCase, testCase.text("expect_state"), after.state().key(), () -> "no rule of ours");
        if (testCase.flag("expect_resume_point_cleared")) {
            Waiting kept = after.waiting();
            assertThat(kept == null ? null : kept.resume()).isNull();
        }
        assertThat(after.tryNumber()).isEqualTo(json.path("expect_try_number").asInt(task.tryNumber()));
    }

    /** The hook that a worker calls: it is told at the start whether another attempt may follow. */
    private static void expectHook(Case testCase, TaskInstance running, TaskEvent end) {
        String hook = switch (end) {
            case TaskEvent.Failed failed -> failed.retryAt() != null && running.mayRetry() ? "on_retry" : "on_failure";
            case TaskEvent.Succeeded success -> "on_success";
            default -> "none";
        };
        testCase.optionalText("expect_callback")
                .ifPresent(expected -> assertThat(hook).isEqualTo(expected));
        testCase.optionalText("expect_no_callback")
                .ifPresent(expected -> assertThat(hook).isNotEqualTo(expected));
    }

    /** What becomes of the others when a task fails for good. */
    private static void failFast(Case testCase) {
        assertThat(testCase.text("event")).isEqualTo("failing fails for good");
        GraphOf graph = new GraphOf();
        Map<String, List<@Nullable String>> states =
                CaseWords.states(testCase.json().required("states_before"));
        states.keySet().forEach(graph::add);
        states.put("failing", List.of("running"));
        if (testCase.flag("fail_fast")) {
            graph.failFast();
        }
        DrivenRun run = DrivenRun.in(graph, states);
        run.finish("failing", new DrivenRun.Work.Fails());
        testCase.json().required("expect_states").propertyStream().forEach(expected -> {
            String ours = CaseWords.text(
                    run.state().instance(run.number(expected.getKey())).state());
            DocumentedAnswers.settle(
                    testCase, expected.getValue().asString("none"), ours == null ? "none" : ours, () -> "no rule");
        });
    }

    private static TaskInstance instance(TaskState state, int tryNumber, int maxTries) {
        return new TaskInstance(
                1, "task", -1, state, null, tryNumber, maxTries, 0, ID, ID, NOW, NOW, NOW, null, null, null);
    }

    private static TaskEvent end(Case testCase) {
        String end = testCase.text("ends_with");
        return switch (end) {
            case "normally" -> new TaskEvent.Succeeded(null);
            case "error", "an ordinary error" -> failed(Report.Failure.Kind.EXCEPTION, NOW);
            case "a failure marked as final" -> failed(Report.Failure.Kind.EXCEPTION, null);
            case "terminated by a signal" -> failed(Report.Failure.Kind.RUNNER_DIED, NOW);
            default -> {
                assertThat(end).startsWith("process exit asked for with");
                yield failed(Report.Failure.Kind.RUNNER_DIED, NOW);
            }
        };
    }

    private static TaskEvent failed(Report.Failure.Kind kind, @Nullable Instant retryAt) {
        return new TaskEvent.Failed(new Report.Failure(kind, "it failed", null), retryAt);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
