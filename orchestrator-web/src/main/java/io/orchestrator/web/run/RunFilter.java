package io.orchestrator.web.run;

import static io.orchestrator.web.api.Filters.equal;
import static io.orchestrator.web.api.Filters.in;
import static io.orchestrator.web.api.Filters.like;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;

/** Which runs a list is about. */
final class RunFilter {

    private static final Map<String, String> RANGES = Map.of(
            "run_after", "runAfter", "logical_date", "logicalDate", "start_date", "startedAt", "end_date", "endedAt");

    static final Set<String> PARAMETERS = Query.names(
            Filters.rangeParameters(
                    Set.of("run_after", "logical_date", "start_date", "end_date", "duration", "updated_at")),
            "conf_contains",
            "dag_ids",
            "partition_key_pattern",
            "state",
            "run_type",
            "dag_version",
            "bundle_version",
            "run_id_pattern",
            "dag_id_pattern",
            "triggering_user_name_pattern");

    /** The fields of a body that asks for runs, and the parameters that they are. */
    static final Map<String, String> BODY = Query.fields(
            Map.of("states", "state", "page_limit", "limit", "page_offset", "offset"),
            Query.names(
                    Filters.rangeParameters(Set.of("run_after", "logical_date", "start_date", "end_date", "duration")),
                    "dag_ids",
                    "conf_contains",
                    "order_by"));

    private static final List<String> STATES =
            Arrays.stream(DagRunState.values()).map(DagRunState::key).toList();
    private static final List<String> TYPES =
            Arrays.stream(RunType.values()).map(RunType::key).toList();

    private RunFilter() {}

    /** @param dagId {@code ~}: of all DAGs */
    static Specification<DagRunRow> of(String dagId, Query query) {
        Specification<DagRunRow> filter = dagId.equals("~") ? Filters.all() : equal("dagId", dagId);
        var dagIds = query.texts("dag_ids");
        return filter.and(dagIds.isEmpty() ? Filters.all() : in("dagId", dagIds))
                .and(Filters.ranges(query, RANGES))
                .and(Filters.durations(query, "startedAt", "endedAt"))
                .and(Filters.latest(query, "updated_at", "queuedAt", "startedAt", "endedAt"))
                .and(Filters.nothingHas(query, "partition_key_pattern"))
                .and(conf(query))
                .and(words(query, "state", "state", STATES))
                .and(unfinished(query) ? equal("settled", false) : Filters.all())
                .and(words(query, "run_type", "runType", TYPES))
                .and(versions(query))
                .and(query.text("bundle_version")
                        .<Specification<DagRunRow>>map(build -> equal("build", build))
                        .orElse(Filters.all()))
                .and(pattern(query, "run_id_pattern", "runId"))
                .and(pattern(query, "dag_id_pattern", "dagId"))
                .and(pattern(query, "triggering_user_name_pattern", "triggeredBy"));
    }

    /** Only runs that have not ended: an index has those, and none has the states of all. */
    private static boolean unfinished(Query query) {
        var states = query.texts("state");
        return !states.isEmpty()
                && states.stream().noneMatch(state -> DagRunState.of(state).isFinal());
    }

    /** Its params contain the text, as JSON. */
    private static Specification<DagRunRow> conf(Query query) {
        return query.text("conf_contains")
                .<Specification<DagRunRow>>map(text -> (row, criteria, build) -> build.greaterThan(
                        build.locate(build.function("jsonb_pretty", String.class, row.get("params")), text), 0))
                .orElse(Filters.all());
    }

    private static Specification<DagRunRow> versions(Query query) {
        var versions = query.integers("dag_version");
        return versions.isEmpty() ? Filters.all() : in("version", versions);
    }

    private static Specification<DagRunRow> words(Query query, String parameter, String property, List<String> known) {
        var words = query.texts(parameter);
        for (var word : words) {
            if (!known.contains(word)) {
                throw Query.invalid(parameter, "'%s' is none of: %s".formatted(word, String.join(", ", known)));
            }
        }
        return words.isEmpty() ? Filters.all() : in(property, words);
    }

    private static Specification<DagRunRow> pattern(Query query, String parameter, String property) {
        return query.text(parameter)
                .<Specification<DagRunRow>>map(value -> like(property, value))
                .orElse(Filters.all());
    }
}
