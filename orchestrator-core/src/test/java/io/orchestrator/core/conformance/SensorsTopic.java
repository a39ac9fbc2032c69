package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.sdk.DagBuilder;
import io.orchestrator.sdk.DagDefinitionException;
import io.orchestrator.sdk.Poking;
import io.orchestrator.sdk.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tasks that look again and again for something. Ours are at no worker in between, whichever mode a case names. */
final class SensorsTopic implements TopicRunner {

    private static final Duration LATER = Duration.ofMinutes(1);

    @Override
    public String topic() {
        return "sensors";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "poke_error" -> pokeError(sensor(json, "poke_raises", "expect"));
            case "timeout" -> timeout(sensor(json, "poke_result", "elapsed_s", "expect"));
            case "reschedule", "timeout_over_retries" -> {
                if (json.has("pokes")) {
                    timeLine(sensor(json, "pokes"));
                } else {
                    pokeError(sensor(json, "poke_raises", "expect"));
                }
            }
            case "records" -> records(sensor(json, "steps", "before", "event", "expect"));
            case "ready" ->
                ready(sensor(
                        json,
                        "task_state",
                        "ignore_reschedule_period",
                        "reschedule_dates_min_from_now",
                        "expect_may_start"));
            case "definition" ->
                definition(Case.of(topic(), json, "field", "value", "type_allows_only", "when", "expect"));
            case "result" -> result(sensor(json, "poke_result", "poke_value", "expect", "expect_stored_result"));
            case "deferred" -> deferred(sensor(json, "resumed_with", "expect"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    /** A case with the fields that describe a sensor, and its own. */
    private Case sensor(JsonNode json, String... fields) {
        List<String> all = Stream.concat(
                        Stream.of(
                                "mode",
                                "mapped",
                                "retries",
                                "retry_delay_s",
                                "poke_interval_s",
                                "timeout_s",
                                "soft_fail",
                                "never_fail",
                                "silent_fail"),
                        Stream.of(fields))
                .toList();
        return Case.of(topic(), json, all.toArray(String[]::new));
    }

    private static void expectState(Case testCase, SensorRun run) {
        String expected = testCase.text("expect");
        assertThat(run.state())
                .isEqualTo(
                        switch (expected) {
                            case "waits", "poked again" -> "up_for_reschedule";
                            default -> expected;
                        });
    }

    private static void pokeError(Case testCase) {
        SensorRun run = new SensorRun(testCase.json());
        run.begin();
        run.raises(testCase.text("poke_raises"));
        expectState(testCase, run);
    }

    private static void timeout(Case testCase) {
        SensorRun run = new SensorRun(testCase.json());
        run.begin();
        run.at(SensorRun.seconds(testCase.json().required("elapsed_s").asDouble()));
        run.looked(testCase.flag("poke_result"));
        expectState(testCase, run);
    }

    private static void timeLine(Case testCase) {
        SensorRun run = new SensorRun(testCase.json());
        for (JsonNode poke : testCase.json().required("pokes")) {
            assertThat(poke.propertyNames()).isSubsetOf("at_s", "result", "raises", "expect", "expect_next_at_s");
            run.at(SensorRun.seconds(poke.required("at_s").asDouble()));
            run.begin();
            if (poke.has("raises")) {
                run.raises(poke.path("raises").asString());
            } else {
                run.looked(poke.required("result").asBoolean());
            }
            assertThat(run.state())
                    .as("at %s", poke.path("at_s"))
                    .isEqualTo(poke.required("expect").asString());
            if (poke.has("expect_next_at_s")) {
                assertThat(run.next())
                        .isEqualTo(
                                SensorRun.seconds(poke.path("expect_next_at_s").asDouble()));
            }
        }
    }

    /** How often it has looked in vain in its try, and the dates of the try. */
    private static void records(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("event")) {
            assertThat(testCase.text("event")).isEqualTo("cleared");
            assertThat(json.required("before").path("state").asString()).isEqualTo("up_for_reschedule");
            SensorRun run = new SensorRun(json);
            for (int i = json.required("before").path("reschedule_records").asInt(); i > 0; i--) {
                run.begin();
                run.looked(false);
            }
            run.clear();
            JsonNode expected = json.required("expect");
            assertThat(run.stateOrNone()).isEqualTo(expected.path("state").asString("none"));
            assertThat(run.instance().tryNumber())
                    .isEqualTo(expected.required("try_number").asInt());
            assertThat(run.records())
                    .isEqualTo(expected.required("reschedule_records").asInt());
            return;
        }
        SensorRun run = new SensorRun(json, LATER, LATER);
        for (JsonNode step : json.required("steps")) {
            run.at(Duration.ofMinutes(step.required("at_min").asInt()));
            run.begin();
            switch (step.required("result").asString()) {
                case "not yet" -> run.looked(false);
                case "error" -> run.raises("ordinary error");
                case "done" -> run.looked(true);
                default -> fail("the result of %s is not known", step);
            }
            assertThat(run.state()).isEqualTo(step.required("expect_state").asString());
            assertThat(run.instance().tryNumber())
                    .isEqualTo(step.required("expect_try_number").asInt());
            assertThat(run.records())
                    .isEqualTo(step.required("expect_reschedule_records").asInt());
            assertThat(run.startedAt())
                    .isEqualTo(
                            Duration.ofMinutes(step.required("expect_start_min").asInt()));
            assertThat(run.endedAt())
                    .isEqualTo(
                            Duration.ofMinutes(step.required("expect_end_min").asInt()));
            assertThat(run.endedAt().minus(run.startedAt()))
                    .isEqualTo(Duration.ofSeconds(
                            step.required("expect_duration_s").asInt()));
        }
    }

    /** Whether what waits may go on: the last date counts. What is no sensor never waits for one. */
    private static void ready(Case testCase) {
        JsonNode json = testCase.json();
        List<Integer> dates = testCase.numbers("reschedule_dates_min_from_now");
        String before = testCase.optionalText("task_state").orElse("none");
        boolean isSensor = testCase.text("mode").equals("reschedule") || testCase.flag("mapped");
        boolean waits = before.equals("up_for_reschedule")
                && isSensor
                && !testCase.flag("ignore_reschedule_period")
                && !dates.isEmpty();
        SensorRun run = new SensorRun(json);
        run.waiting(before, waits ? Duration.ofMinutes(dates.getLast()) : Duration.ZERO);
        run.due();
        assertThat(run.mayStart()).isEqualTo(testCase.flag("expect_may_start"));
    }

    private static void definition(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("type_allows_only")) {
            // There are no modes to choose from, so none can be changed later.
            boolean modes = Stream.of(Task.class, Poking.class, DagBuilder.class)
                    .flatMap(type -> Stream.of(type.getMethods()))
                    .anyMatch(method -> method.getName().equals("mode"));
            assertThat(modes ? "accepted" : "rejected").isEqualTo(testCase.text("expect"));
            return;
        }
        assertThat(defined(testCase.text("field"), json.required("value"))).isEqualTo(testCase.text("expect"));
    }

    /** What is no number does not get past the compiler: there are durations and nothing else. */
    private static String defined(String field, JsonNode value) {
        if (!value.isNumber() && !value.isBoolean()) {
            return "rejected";
        }
        try {
            Duration seconds = SensorRun.seconds(value.asDouble(0));
            switch (field) {
                case "poke_interval" -> Poking.every(seconds);
                case "timeout" -> Poking.every(LATER).timeout(seconds);
                case "max_wait" -> Poking.every(LATER).growingTo(seconds);
                default -> fail("the field '%s' is not known", field);
            }
            return "accepted";
        } catch (DagDefinitionException e) {
            return "rejected";
        }
    }

    private static void result(Case testCase) {
        JsonNode value = testCase.json().path("poke_value");
        SensorRun run = new SensorRun(testCase.json());
        run.begin();
        if (testCase.flag("poke_result")) {
            run.found(value.isMissingNode() ? null : value);
        } else {
            run.looked(false);
        }
        expectState(testCase, run);
        if (testCase.json().has("expect_stored_result")) {
            assertThat(value).isEqualTo(testCase.json().path("expect_stored_result"));
        }
    }

    private static void deferred(Case testCase) {
        SensorRun run = new SensorRun(testCase.json());
        run.begin();
        run.report(id -> new Report.Deferred(
                id,
                Report.When.after(LATER),
                JsonNodeFactory.instance.objectNode().put("job", 7),
                null));
        assertThat(run.state()).isEqualTo("deferred");
        run.at(LATER);
        run.begin();
        switch (testCase.text("resumed_with")) {
            case "an error" -> run.raises("ordinary error");
            case "a timeout" -> run.raises("sensor timeout");
            default -> run.looked(true);
        }
        expectState(testCase, run);
    }

    /** What became of a sensor that timed out, with retries left or not. */
    static String timedOut(int retries) {
        SensorRun run = new SensorRun(
                JsonNodeFactory.instance.objectNode().put("retries", retries).put("timeout_s", 1));
        run.begin();
        run.at(Duration.ofSeconds(2));
        run.looked(false);
        return run.state();
    }

    /** How often an instance has looked in vain in its try. */
    static int records(TaskInstance instance) {
        Waiting waiting = instance.waiting();
        return waiting == null ? 0 : waiting.pauses();
    }

    static @Nullable Instant until(TaskInstance instance) {
        Waiting waiting = instance.waiting();
        return waiting == null ? null : waiting.until();
    }
}
