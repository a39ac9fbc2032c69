package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where this engine answers otherwise than a case expects, and why; {@code docs/authoring.md} tells authors the same sentences. */
final class DocumentedAnswers {

    static final String REFUSED = "refused";
    static final String ACCEPTED = "accepted";

    /** The answer that an independent reading of our rule gives. */
    private static final String OUR_RULE = "our rule";

    /** The answer that the case says Spring gives. */
    private static final String AS_SPRING = "spring";

    private static final List<Row> ROWS = List.of(
            field("cron-dst:seconds_field", REFUSED, "There are five fields; nothing runs within a minute."),
            feature("cron-dst/fold_inside", OUR_RULE, "A repeated fixed time runs in its first copy by default."),
            feature("cron-dst/midnight_fold", OUR_RULE, "A repeated fixed time runs in its first copy by default."),
            feature("cron-dst/gap_inside", OUR_RULE, "A skipped time runs when the gap ends, not later by its length."),
            feature(
                    "cron-dst/midnight_gap",
                    OUR_RULE,
                    "A skipped time runs when the gap ends, not later by its length."),
            feature(
                    "cron-dst/half_hour_dst",
                    OUR_RULE,
                    "Wildcard hours run as the clock shows, fixed hours once a day."),
            feature(
                    "cron-dst/every_two_hours",
                    OUR_RULE,
                    "Wildcard hours run as the clock shows, fixed hours once a day."),
            feature("cron-dst/fold_hourly", OUR_RULE, "An hourly schedule runs in both copies of a repeated hour."),
            field("cron-dst:day_fields", OUR_RULE, "A date matches when either day field does; there is no switch."),
            field("cron-fields:seconds_field", REFUSED, "There are five fields; nothing runs within a minute."),
            feature("cron-fields/valid_quartz", ACCEPTED, "No day field has to be a question mark."),
            field("cron-fields:day_or", OUR_RULE, "A date matches when either day field does; there is no switch."),
            expression("cron-fields", "@every", REFUSED, "An interval is a schedule of its own kind."),
            expression("cron-fields", "TZ=", REFUSED, "The zone stands beside an expression, not in it."),
            expression("cron-fields", "-[Ll]", REFUSED, "L is a day and does not end a range."),
            expression("cron-fields", "L-\\d+W", REFUSED, "W goes with a day of the month or with L alone."),
            expression("cron-fields", "(29|30|31)W", AS_SPRING, "A month without that day has no run."),
            expression("cron-fields", "(\\d+)-\\1\\b", OUR_RULE, "A range of one value is that value."),
            feature("catchup/run_immediately", OUR_RULE, "Without a start date nothing before activation runs."),
            feature("catchup/trigger_no_catchup", OUR_RULE, "An interval stays equidistant from the start date."),
            feature("catchup/no_start_date", OUR_RULE, "Without a start date a schedule begins at activation."),
            feature("catchup/continuous", OUR_RULE, "Without a start date a schedule begins at activation."),
            feature("catchup/interval_dst", OUR_RULE, "A repeated fixed time ends an interval in its first copy."),
            feature("catchup/run_id", OUR_RULE, "The engine keeps ids like a scheduled run's; all others are free."),
            feature("intervals/dst_daily", OUR_RULE, "An interval is elapsed time; a time of day is a cron schedule."),
            feature(
                    "intervals/hours_vs_days",
                    OUR_RULE,
                    "An interval is elapsed time; a time of day is a cron schedule."),
            field(
                    "backoff:states_before",
                    "upstream_failed",
                    "A task that has ended keeps its state when another one fails the run."),
            new Row(
                    testCase -> testCase.topic().equals("branching")
                            && testCase.json().path("outcomes").toString().contains("failed")
                            && testCase.json().path("tasks").toString().contains("all_success"),
                    "skipped",
                    "One skipped upstream skips an all_success task at once; what fails later changes nothing."),
            new Row(
                    testCase -> testCase.topic().equals("setup-teardown")
                            && (testCase.json().path("scopes").toString().contains("\"setups\":[],\"teardowns\":[\"")
                                    || testCase.json()
                                            .path("definition")
                                            .asString("")
                                            .contains("with no relations")),
                    REFUSED,
                    "A teardown belongs to a setup; a task that runs whatever happened before has the rule all_done."),
            new Row(
                    testCase -> testCase.topic().equals("branching")
                            && testCase.feature().equals("time_window")
                            && ClockBranches.isOverMidnight(testCase.json()),
                    "true",
                    "A window over midnight is one every night: it lasts after midnight too."),
            new Row(
                    testCase -> testCase.topic().equals("mapping")
                            && testCase.feature().equals("named_index")
                            && testCase.json().path("template").isNull(),
                    OUR_RULE,
                    "What an instance calls itself is its name; that needs no template."),
            feature("backfill/alongside", OUR_RULE, "One look takes all queued runs, not a page of them."),
            feature(
                    "assets/timeline",
                    OUR_RULE,
                    "A run takes all events that have come, and is dated by the last of them."),
            feature("params/json_only", ACCEPTED, "In Java a set has a JSON form: a list."),
            expression(
                    "mapping",
                    "not known yet",
                    OUR_RULE,
                    "Instances wait for a list that is made again, and are then kept, removed or joined by others."),
            feature(
                    "clear/state_after_clear",
                    "restarting",
                    "A worker has a queued attempt already, so the next one waits for its end."),
            feature("clear/history", "stopped", "An attempt that was ended by clearing is kept as stopped."),
            feature("clear/history", "none", "An attempt begins when a worker gets it; a scheduled task has none."),
            new Row(
                    testCase -> testCase.topic().equals("dagrun-state")
                            && testCase.json().path("tasks").toString().contains("<unknown>"),
                    REFUSED,
                    "A rule that is not known is refused when it is read."),
            new Row(
                    testCase -> testCase.topic().equals("trigger-rules")
                            && testCase.json().path("rule").asString("").equals("none_failed_min_one_success")
                            && testCase.json()
                                            .path("upstream_states")
                                            .path("skipped")
                                            .asInt()
                                    == testCase.json().path("total").asInt(),
                    "false",
                    "All upstreams were skipped, so it does not run, whoever asks."),
            expression("backoff", "restarting", "none", "A task cleared while it runs starts again without a delay."),
            expression(
                    "backoff",
                    "process exit",
                    "failed",
                    "A task that ends its process has failed, whatever the code."));

    private DocumentedAnswers() {}

    static Stream<String> reasons() {
        return ROWS.stream().map(Row::reason).distinct();
    }

    /** One difference: the cases it is about, our answer, and why. */
    private record Row(Predicate<Case> cases, String answer, String reason) {}

    private static Row feature(String name, String answer, String reason) {
        return new Row(testCase -> name.equals(testCase.topic() + "/" + testCase.feature()), answer, reason);
    }

    /** Cases that have a field. */
    private static Row field(String name, String answer, String reason) {
        String topic = name.substring(0, name.indexOf(':'));
        String field = name.substring(name.indexOf(':') + 1);
        return new Row(
                testCase -> topic.equals(testCase.topic()) && testCase.json().has(field), answer, reason);
    }

    /** Cases with such a text in what they put in. */
    private static Row expression(String topic, String regex, String answer, String reason) {
        Pattern pattern = Pattern.compile(regex);
        return new Row(
                testCase -> topic.equals(testCase.topic())
                        && testCase.inputs()
                                .anyMatch(text -> pattern.matcher(text).find()),
                answer,
                reason);
    }

    /**
     * Passes if our answer is the expected one, or the documented one.
     *
     * @param ourRule an independent computation of what we say we do
     */
    static void settle(Case testCase, Object expected, Object ours, Supplier<Object> ourRule) {
        if (ours.equals(expected)) {
            return;
        }
        List<Row> rows = ROWS.stream().filter(row -> row.cases().test(testCase)).toList();
        assertThat(rows)
                .as("%s expects %s, ours is %s; documented differences", testCase.id(), expected, ours)
                .isNotEmpty();
        assertThat(rows)
                .as("%s expects %s, ours is %s; a documented answer that is ours", testCase.id(), expected, ours)
                .anyMatch(row -> documented(testCase, row, ourRule).equals(ours.toString()));
    }

    private static String documented(Case testCase, Row row, Supplier<Object> ourRule) {
        return switch (row.answer()) {
            case OUR_RULE -> ourRule.get().toString();
            case AS_SPRING -> texts(testCase.json().path("computed_differ").path("spring"));
            default -> row.answer();
        };
    }

    private static String texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList().toString();
    }
}
