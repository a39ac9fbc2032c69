package io.orchestrator.core.conformance;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the engine cannot do yet: whole topics, and features or fields of topics that are checked otherwise. */
final class LaterTopics {

    private static final Set<String> NAMES = Set.of(
            "assets",
            "backfill",
            // Authoring of special branches, and tasks that are commands.
            "branching/skip_exit_code",
            "branching/time_window",
            "branching/weekday",
            "clear:describe",
            // Resuming outside a worker.
            "clear/fields",
            "concurrency",
            // Arguments by name, params of single instances, and names from templates: in Java, an element is a record.
            "mapping/expand_kwargs",
            "mapping/params_merge",
            "mapping/named_index",
            "sensors",
            // Waiting outside a worker: sensors, deferred tasks and their triggers.
            "backoff/poke_interval",
            "weights/deferred_order",
            "backoff:sensor_mode",
            "backoff:expect_resume_point_cleared",
            // Data intervals that are not empty.
            "catchup/align_start",
            "catchup/end_date",
            "catchup/interval_catchup",
            "catchup/interval_dst",
            "catchup/interval_no_catchup",
            "catchup/manual_interval",
            "catchup/no_start_date",
            "catchup/range_listing",
            "catchup/schedule_changed",
            "catchup/switch_catchup_off",
            "catchup/trigger_with_interval",
            // Other timetables, and partitions.
            "catchup/complete_windows",
            "catchup/continuous",
            "catchup/cron_windows",
            "catchup/custom_workday_calendar",
            "catchup/events",
            "catchup/hourly_windows_dst",
            "catchup/multi_cron",
            "catchup/timetable_error",
            // Dates of single tasks, patterns for run ids.
            "catchup/restriction_from_tasks",
            "catchup/run_id",
            // Jitter, exclusions, unions, recurrence rules.
            "intervals/exclude",
            "intervals/jitter",
            "intervals/mixed",
            "intervals/rrule",
            "intervals/rrule_dst",
            "intervals/rrule_invalid");

    private LaterTopics() {}

    static boolean has(String topic) {
        return NAMES.contains(topic);
    }

    /** The name under which a case of a topic is left out: {@code topic/feature} or {@code topic:field}. */
    static Optional<String> nameOf(String topic, JsonNode testCase) {
        Stream<String> feature =
                Stream.of(topic + "/" + testCase.path("feature").asString("?"));
        Stream<String> fields = testCase.propertyNames().stream().map(field -> topic + ":" + field);
        return Stream.concat(feature, fields).filter(NAMES::contains).findFirst();
    }
}
