package io.orchestrator.web.audit;

import static io.orchestrator.web.api.Filters.equal;
import static io.orchestrator.web.api.Filters.in;
import static io.orchestrator.web.api.Filters.like;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What people did. */
@ApiEndpoint
@Needs(Right.AUDIT)
class EventLogApi {

    /** Parameters that must equal a column. */
    private static final Map<String, String> EQUAL =
            Map.of("dag_id", "dagId", "task_id", "taskId", "run_id", "runId", "owner", "actor", "event", "action");

    private static final Map<String, String> LIKE = Map.of(
            "dag_id_pattern", "dagId",
            "task_id_pattern", "taskId",
            "run_id_pattern", "runId",
            "owner_pattern", "actor",
            "event_pattern", "action");
    private static final Map<String, String> SORTABLE = Map.of(
            "id",
            "number",
            "event_log_id",
            "number",
            "when",
            "at",
            "dttm",
            "at",
            "dag_id",
            "dagId",
            "task_id",
            "taskId",
            "run_id",
            "runId",
            "event",
            "action",
            "owner",
            "actor");
    private static final Set<String> PARAMETERS = Query.names(
            Query.names(
                    Query.names(Paging.PARAMETERS, EQUAL.keySet().toArray(String[]::new)),
                    LIKE.keySet().toArray(String[]::new)),
            "before",
            "after",
            "included_events",
            "excluded_events",
            "map_index",
            "try_number");

    private final AuditEventRows events;

    EventLogApi(AuditEventRows events) {
        this.events = events;
    }

    record Events(List<Event> eventLogs, long totalEntries) {}

    record Event(
            long eventLogId,
            Instant when,
            @Nullable String dagId,
            @Nullable String taskId,
            @Nullable String runId,
            @Nullable Integer mapIndex,
            @Nullable Integer tryNumber,
            String event,
            @Nullable Instant logicalDate,
            String owner,
            String extra,
            @Nullable String dagDisplayName,
            @Nullable String taskDisplayName) {

        static Event of(AuditEventRow row) {
            return new Event(
                    row.number(),
                    row.at(),
                    row.dagId(),
                    row.taskId(),
                    row.runId(),
                    null,
                    null,
                    row.action(),
                    null,
                    row.actor(),
                    row.detail(),
                    row.dagId(),
                    row.taskId());
        }
    }

    @GetMapping("/api/v2/eventLogs")
    Events list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var part = Paging.of(query, SORTABLE, Sort.by("at", "id")).read(events, filter(query));
        return new Events(part.rows().stream().map(Event::of).toList(), part.total());
    }

    @GetMapping("/api/v2/eventLogs/{number}")
    Event show(@PathVariable long number) {
        return events.findByNumber(number)
                .map(Event::of)
                .orElseThrow(() -> ApiRefusal.notFound("The Event Log with id: `%d` not found".formatted(number)));
    }

    private static Specification<AuditEventRow> filter(Query query) {
        Specification<AuditEventRow> filter = Filters.all();
        for (var entry : EQUAL.entrySet()) {
            var value = query.text(entry.getKey());
            if (value.isPresent()) {
                filter = filter.and(equal(entry.getValue(), value.get()));
            }
        }
        for (var entry : LIKE.entrySet()) {
            var value = query.text(entry.getKey());
            if (value.isPresent()) {
                filter = filter.and(like(entry.getValue(), value.get()));
            }
        }
        var included = query.texts("included_events");
        var excluded = query.texts("excluded_events");
        query.integer("map_index");
        query.integer("try_number");
        return filter.and(Filters.nothingHas(query, "map_index"))
                .and(Filters.nothingHas(query, "try_number"))
                .and(included.isEmpty() ? Filters.all() : in("action", included))
                .and(excluded.isEmpty() ? Filters.all() : Specification.not(in("action", excluded)))
                .and(query.instant("before")
                        .<Specification<AuditEventRow>>map(
                                time -> (row, criteria, build) -> build.lessThan(row.get("at"), time))
                        .orElse(Filters.all()))
                .and(query.instant("after")
                        .<Specification<AuditEventRow>>map(
                                time -> (row, criteria, build) -> build.greaterThan(row.get("at"), time))
                        .orElse(Filters.all()));
    }
}
