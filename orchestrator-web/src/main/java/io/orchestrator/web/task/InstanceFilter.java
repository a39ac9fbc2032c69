package io.orchestrator.web.task;

import static io.orchestrator.web.api.Filters.equal;
import static io.orchestrator.web.api.Filters.in;
import static io.orchestrator.web.api.Filters.like;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.security.Access;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;

/** Which task instances a list is about. */
final class InstanceFilter {

    private static final Map<String, String> RANGES = Map.of("start_date", "startedAt", "end_date", "endedAt");
    private static final Map<String, String> RUN_RANGES =
            Map.of("run_after", "runAfter", "logical_date", "logicalDate");

    static final Set<String> PARAMETERS = Query.names(
            Query.names(
                    Filters.rangeParameters(Set.of("start_date", "end_date", "duration", "updated_at")),
                    Filters.rangeParameters(RUN_RANGES.keySet()).toArray(String[]::new)),
            "state",
            "task_id",
            "task_display_name_pattern",
            "try_number",
            "map_index",
            "version_number",
            "dag_ids",
            "dag_run_ids",
            "task_ids",
            "dag_id_pattern",
            "run_id_pattern");

    /** The fields of a body that asks for task instances, and the parameters that they are. */
    static final Map<String, String> BODY = Query.fields(
            Map.of("page_limit", "limit", "page_offset", "offset"),
            Query.names(
                    Filters.rangeParameters(Set.of("run_after", "logical_date", "start_date", "end_date", "duration")),
                    "dag_ids",
                    "dag_run_ids",
                    "task_ids",
                    "state",
                    "order_by"));

    private static final List<String> STATES =
            Arrays.stream(TaskState.values()).map(TaskState::key).toList();

    private static final Set<String> OPEN =
            Set.of(TaskState.QUEUED.key(), TaskState.RUNNING.key(), TaskState.RESTARTING.key());

    private InstanceFilter() {}

    /**
     * Of one run, or with {@code ~} of all runs of a DAG, or of all DAGs.
     *
     * @param visible the only DAGs that whoever asks may see; empty: all
     */
    static Specification<TaskInstanceRow> of(String dagId, String runId, Query query, Optional<Set<String>> visible) {
        return runs(dagId, runId, query, Access.rows("dagId", visible))
                .and(Filters.ranges(query, RANGES))
                .and(Filters.durations(query, "startedAt", "endedAt"))
                .and(Filters.latest(query, "updated_at", "scheduledAt", "queuedAt", "startedAt", "endedAt"))
                .and(texts(query, "task_ids", "taskId"))
                .and(states(query))
                .and(query.text("task_id")
                        .<Specification<TaskInstanceRow>>map(taskId -> equal("taskId", taskId))
                        .orElse(Filters.all()))
                .and(query.text("task_display_name_pattern")
                        .<Specification<TaskInstanceRow>>map(pattern -> like("taskId", pattern))
                        .orElse(Filters.all()))
                .and(numbers(query, "try_number", "tryNumber"))
                .and(numbers(query, "map_index", "mapIndex"));
    }

    private static Specification<TaskInstanceRow> states(Query query) {
        var states = query.texts("state").stream()
                .map(state -> state.equals("no_status") ? TaskState.NONE.key() : state)
                .toList();
        for (var state : states) {
            if (!STATES.contains(state)) {
                throw Query.invalid("state", "'%s' is none of: %s".formatted(state, String.join(", ", STATES)));
            }
        }
        return states.isEmpty() ? Filters.all() : in("state", states);
    }

    /** Attempts that are open are of runs that are not settled: an index has those. */
    private static boolean open(Query query) {
        var states = query.texts("state");
        return !states.isEmpty() && OPEN.containsAll(states);
    }

    private static <T> Specification<T> texts(Query query, String parameter, String property) {
        var texts = query.texts(parameter);
        return texts.isEmpty() ? Filters.all() : in(property, texts);
    }

    private static <T> Specification<T> numbers(Query query, String parameter, String property) {
        var numbers = query.integers(parameter);
        return numbers.isEmpty() ? Filters.all() : in(property, numbers);
    }

    /** Of one run, or with {@code ~} of all runs of a DAG, or of all DAGs. */
    static Specification<TaskInstanceRow> ofRuns(String dagId, String runId, Specification<DagRunRow> visible) {
        return within(wanted(dagId, runId).and(visible));
    }

    private static Specification<DagRunRow> wanted(String dagId, String runId) {
        Specification<DagRunRow> ofDag = dagId.equals("~") ? Filters.all() : equal("dagId", dagId);
        return ofDag.and(runId.equals("~") ? Filters.all() : equal("runId", runId));
    }

    private static Specification<TaskInstanceRow> runs(
            String dagId, String runId, Query query, Specification<DagRunRow> visible) {
        return within(wanted(dagId, runId)
                .and(visible)
                .and(Filters.ranges(query, RUN_RANGES))
                .and(open(query) ? equal("settled", false) : Filters.all())
                .and(texts(query, "dag_ids", "dagId"))
                .and(texts(query, "dag_run_ids", "runId"))
                .and(numbers(query, "version_number", "version"))
                .and(pattern(query, "dag_id_pattern", "dagId"))
                .and(pattern(query, "run_id_pattern", "runId")));
    }

    private static Specification<DagRunRow> pattern(Query query, String parameter, String property) {
        return query.text(parameter)
                .<Specification<DagRunRow>>map(value -> like(property, value))
                .orElse(Filters.all());
    }

    /** The run's own columns are asked in a query within the query: a task instance knows its run by the key alone. */
    private static Specification<TaskInstanceRow> within(Specification<DagRunRow> wanted) {
        return (instance, query, build) -> {
            var keys = query.subquery(Long.class);
            var run = keys.from(DagRunRow.class);
            var predicate = wanted.toPredicate(run, build.createQuery(DagRunRow.class), build);
            if (predicate == null) {
                // Of all runs: to look each of a million up would take longer than all else.
                return null;
            }
            keys.select(run.get("runKey")).where(predicate);
            return instance.get("runKey").in(keys);
        };
    }
}
