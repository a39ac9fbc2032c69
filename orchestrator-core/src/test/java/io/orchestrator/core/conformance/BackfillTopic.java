package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.BackfillPlan.Omission;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.BackfillBench;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Command.MoveBackfill.To;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which runs a backfill makes and leaves out, and what it does beside others. */
final class BackfillTopic implements TopicRunner {

    private static final String DAG = "w";
    private static final String OTHER = "other";
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final int ROOM = 1_000;

    @Override
    public String topic() {
        return "backfill";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "rejected" -> rejected(json);
            case "future" -> future(json);
            case "stored" -> stored(json);
            case "alongside" -> BackfillAlongside.check(topic(), json);
            case "completion" -> completion(Case.of(topic(), json, "run_states", "expect_completed"));
            case "cancel", "pause", "unpause", "resume" -> moves(Case.of(topic(), json, "action", "expect"));
            case "simple", "reprocess", "range", "dry_run" -> runs(json);
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private void runs(JsonNode json) {
        Case testCase = Case.of(
                topic(),
                json,
                "schedule",
                "from_date",
                "to_date",
                "existing_runs",
                "other_workflow_runs",
                "reprocess",
                "reverse",
                "conf",
                "expect_run_dates",
                "expect_left_out",
                "expect_created",
                "expect_conf_on_each_run",
                "expect_new_run_state",
                "expect_run_type",
                "expect_runs_left_out_keep_their_type");
        BackfillBench bench = bench(testCase.text("schedule"), false);
        existing(bench, DAG, json.path("existing_runs"));
        existing(bench, OTHER, json.path("other_workflow_runs"));
        Command.StartBackfill ask = BackfillBench.with(
                BackfillBench.of(DAG, date(testCase.text("from_date")), date(testCase.text("to_date"))),
                reprocess(json),
                testCase.flag("reverse"),
                ROOM,
                json.has("conf") ? json.path("conf") : NOTHING);
        List<DagRun> before = bench.runs();
        BackfillPlan plan = bench.ask(BackfillBench.dry(ask)).plan();

        assertThat(plan.dates().stream().map(BackfillDate::date)).isEqualTo(dates(json.required("expect_run_dates")));
        assertThat(words(plan.leftOut())).isEqualTo(leftOut(json.required("expect_left_out")));
        assertThat(bench.runs()).as("a dry run makes nothing").isEqualTo(before);
        if (!json.has("expect_created")) {
            made(testCase, bench, bench.start(ask), plan);
        }
    }

    private static void made(Case testCase, BackfillBench bench, Backfill backfill, BackfillPlan plan) {
        JsonNode json = testCase.json();
        bench.pause(DAG, false);
        List<DagRun> made = bench.runs(backfill);
        assertThat(made.stream().map(DagRun::logicalDate))
                .containsExactlyInAnyOrderElementsOf(
                        plan.dates().stream().map(BackfillDate::date).toList());
        assertThat(words(bench.leftOut(backfill))).isEqualTo(leftOut(json.required("expect_left_out")));
        made.forEach(run -> assertThat(run.type().key()).isEqualTo(testCase.text("expect_run_type")));
        if (json.has("expect_conf_on_each_run")) {
            made.forEach(run -> assertThat(run.params()).isEqualTo(json.path("expect_conf_on_each_run")));
        }
        testCase.optionalText("expect_new_run_state").ifPresent(state -> {
            assertThat(state).isEqualTo("queued");
            made.forEach(run -> assertThat(run.queuedAt()).isEqualTo(bench.now()));
        });
        if (testCase.flag("expect_runs_left_out_keep_their_type")) {
            assertThat(bench.runs().stream().filter(run -> run.backfillId() == null))
                    .extracting(run -> run.type().key())
                    .containsOnly("manual");
        }
    }

    private void rejected(JsonNode json) {
        Case testCase = Case.of(
                topic(), json, "reverse", "has_task_with_depends_on_past", "reprocess", "dry_run", "expect", "reason");
        BackfillBench bench = bench("@daily", testCase.flag("has_task_with_depends_on_past"));
        Command.StartBackfill ask = BackfillBench.with(
                BackfillBench.of(DAG, date("2021-01-01"), date("2021-01-05")),
                reprocess(json),
                testCase.flag("reverse"),
                ROOM,
                NOTHING);
        settle(testCase, bench, testCase.flag("dry_run") ? BackfillBench.dry(ask) : ask);
    }

    private static Optional<Command.Backfilled> settle(Case testCase, BackfillBench bench, Command.StartBackfill ask) {
        if (testCase.text("expect").equals("rejected")) {
            assertThatThrownBy(() -> bench.ask(ask))
                    .isInstanceOf(CommandRefused.class)
                    .extracting(refused -> ((CommandRefused) refused).kind())
                    .isEqualTo(CommandRefused.Kind.INVALID);
            assertThat(bench.runs()).isEmpty();
            return Optional.empty();
        }
        assertThat(testCase.text("expect")).isEqualTo("accepted");
        return Optional.of(bench.ask(ask));
    }

    private void future(JsonNode json) {
        Case testCase =
                Case.of(topic(), json, "schedule", "from_date", "to_date", "reverse", "expect", "expect_no_run_on");
        BackfillBench bench = bench(testCase.text("schedule"), false);
        Command.StartBackfill ask = BackfillBench.with(
                BackfillBench.of(
                        DAG, fromNow(bench, testCase.text("from_date")), fromNow(bench, testCase.text("to_date"))),
                Reprocess.NONE,
                testCase.flag("reverse"),
                ROOM,
                NOTHING);
        settle(testCase, bench, ask).ifPresent(made -> {
            assertThat(bench.runs()).isNotEmpty();
            if (json.has("expect_no_run_on")) {
                Instant free = fromNow(bench, testCase.text(testCase.text("expect_no_run_on")));
                assertThat(bench.runs()).extracting(DagRun::logicalDate).doesNotContain(free);
            }
        });
    }

    private void stored(JsonNode json) {
        Case testCase = Case.of(topic(), json, "request", "expect", "expect_conf_on_each_run");
        JsonNode request = json.required("request");
        assertThat(request.propertyNames())
                .isSubsetOf(
                        "schedule", "from_date", "to_date", "max_active_runs", "conf", "reprocess", "run_backwards");
        BackfillBench bench = bench(request.path("schedule").asString("@daily"), false);
        Backfill backfill = bench.start(BackfillBench.with(
                BackfillBench.of(
                        DAG,
                        date(request.required("from_date").asString()),
                        date(request.required("to_date").asString())),
                reprocess(request),
                request.path("run_backwards").asBoolean(false),
                request.path("max_active_runs").asInt(10),
                request.path("conf")));
        json.path("expect")
                .propertyStream()
                .forEach(field -> assertThat(field(bench.stored(backfill.id()), field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
        if (json.has("expect_conf_on_each_run")) {
            assertThat(bench.runs(backfill))
                    .isNotEmpty()
                    .allSatisfy(run -> assertThat(run.params()).isEqualTo(json.path("expect_conf_on_each_run")));
        }
        assertThat(testCase.json().has("request")).isTrue();
    }

    private static JsonNode field(Backfill backfill, String name) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (name) {
            case "reprocess" -> json.stringNode(backfill.reprocess().key());
            case "is_paused" -> json.booleanNode(backfill.paused());
            case "max_active_runs" -> json.numberNode(backfill.maxActiveRuns());
            case "conf" -> backfill.params();
            case "completed" -> json.booleanNode(backfill.isOver());
            case "run_backwards" -> json.booleanNode(backfill.backwards());
            default -> throw new AssertionError("the field '" + name + "' is not known");
        };
    }

    private static void completion(Case testCase) {
        List<String> states = testCase.texts("run_states");
        BackfillBench bench = bench("@daily", false);
        Instant first = date("2021-01-01");
        Backfill backfill = bench.start(BackfillBench.with(
                BackfillBench.of(DAG, first, first.plus(Duration.ofDays(states.size() - 1L))),
                Reprocess.NONE,
                false,
                ROOM,
                NOTHING));
        List<DagRun> runs = bench.runs(backfill);
        for (int i = 0; i < states.size(); i++) {
            DagRunState state = DagRunState.of(states.get(i));
            if (state.isFinal()) {
                bench.end(runs.get(i), state);
            }
        }
        bench.look();
        assertThat(bench.stored(backfill.id()).isOver()).isEqualTo(testCase.flag("expect_completed"));
    }

    private static void moves(Case testCase) {
        BackfillBench bench = bench("@daily", false);
        Backfill backfill = bench.start(BackfillBench.of(DAG, date("2021-01-01"), date("2021-01-05")));
        List<To> actions =
                testCase.texts("action").stream().map(BackfillTopic::to).toList();
        JsonNode expect = testCase.json().required("expect");
        for (int i = 0; i < actions.size(); i++) {
            To to = actions.get(i);
            if (expect.isString() && i == actions.size() - 1) {
                assertThat(expect.asString()).contains("refused as a conflict");
                assertThatThrownBy(() -> bench.move(backfill, to))
                        .isInstanceOf(CommandRefused.class)
                        .extracting(refused -> ((CommandRefused) refused).kind())
                        .isEqualTo(CommandRefused.Kind.CONFLICT);
            } else {
                bench.move(backfill, to);
            }
        }
        if (expect.isObject()) {
            expect.propertyStream()
                    .forEach(field -> assertThat(field(bench.stored(backfill.id()), field.getKey()))
                            .as(field.getKey())
                            .isEqualTo(field.getValue()));
        }
    }

    private static To to(String action) {
        return switch (action) {
            case "pause" -> To.PAUSED;
            case "unpause", "resume" -> To.RUNNING;
            case "cancel" -> To.CANCELLED;
            default -> throw new AssertionError("the action '" + action + "' is not known");
        };
    }

    private static BackfillBench bench(String schedule, boolean dependsOnPast) {
        BackfillBench bench = new BackfillBench();
        bench.deploy(
                bench.graph(DAG, schedule, ROOM, dependsOnPast), bench.graph(OTHER, schedule, ROOM, dependsOnPast));
        return bench;
    }

    /** Those that are queued come last: their DAG is paused from then on. */
    private static void existing(BackfillBench bench, String dagId, JsonNode runs) {
        runs.propertyStream()
                .sorted((one, other) -> Boolean.compare(isQueued(one.getValue()), isQueued(other.getValue())))
                .forEach(run -> bench.run(
                        dagId, date(run.getKey()), DagRunState.of(run.getValue().asString())));
    }

    private static boolean isQueued(JsonNode state) {
        return state.asString().equals("queued");
    }

    private static Reprocess reprocess(JsonNode json) {
        return Reprocess.of(json.path("reprocess").asString("none"));
    }

    static Instant date(String text) {
        return text.length() > 10
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant fromNow(BackfillBench bench, String words) {
        String[] parts = words.split(" ");
        assertThat(parts[0]).isEqualTo("now");
        if (parts.length == 1) {
            return bench.now();
        }
        assertThat(parts[3]).isIn("day", "days", "hour", "hours");
        Duration one = parts[3].startsWith("day") ? Duration.ofDays(1) : Duration.ofHours(1);
        Duration by = one.multipliedBy(Long.parseLong(parts[2]));
        return parts[1].equals("+") ? bench.now().plus(by) : bench.now().minus(by);
    }

    private static List<Instant> dates(JsonNode texts) {
        List<Instant> dates = new ArrayList<>();
        texts.forEach(text -> dates.add(date(text.asString())));
        return dates;
    }

    private static Map<Instant, String> leftOut(JsonNode json) {
        Map<Instant, String> expected = new TreeMap<>();
        json.propertyStream()
                .forEach(field ->
                        expected.put(date(field.getKey()), field.getValue().asString()));
        return expected;
    }

    private static Map<Instant, String> words(List<Omission> leftOut) {
        Map<Instant, String> words = new TreeMap<>();
        leftOut.forEach(omission -> words.put(omission.date(), omission.reason().phrase()));
        return words;
    }
}
