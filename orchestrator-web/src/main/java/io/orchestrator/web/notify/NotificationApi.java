package io.orchestrator.web.notify;

import io.orchestrator.core.notify.Outbox;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Notifications and what became of them; and delivering one once more. Airflow has nothing like it. */
@ApiEndpoint
@Needs(Right.EDIT)
@RequestMapping("/api/orchestrator/v1/notifications")
class NotificationApi {

    private static final Map<String, String> EQUAL =
            Map.of("state", "state", "event", "kind", "channel", "channel", "dag_id", "dagId", "dag_run_id", "runId");
    private static final Set<String> PARAMETERS =
            Query.names(Paging.PARAMETERS, EQUAL.keySet().toArray(String[]::new));
    private static final Map<String, String> SORTABLE = Map.of("at", "at", "state", "state", "channel", "channel");

    private final NotificationRows rows;
    private final Outbox outbox;

    NotificationApi(NotificationRows rows, Outbox outbox) {
        this.rows = rows;
        this.outbox = outbox;
    }

    record Answer(List<NotificationAnswer> notifications, long totalEntries) {}

    record NotificationAnswer(
            UUID id,
            Instant at,
            String event,
            String channel,
            @Nullable String dagId,
            @Nullable String dagRunId,
            @Nullable String taskId,
            int mapIndex,
            String title,
            JsonNode detail,
            String state,
            int tries,
            Instant nextTryAt,
            @Nullable String lastError,
            @Nullable Instant deliveredAt) {

        static NotificationAnswer of(NotificationRow row) {
            return new NotificationAnswer(
                    row.id(),
                    row.at(),
                    row.kind(),
                    row.channel(),
                    row.dagId(),
                    row.runId(),
                    row.taskId(),
                    row.mapIndex(),
                    row.title(),
                    Json.MAPPER.readTree(row.detail()),
                    row.state(),
                    row.tries(),
                    row.nextTryAt(),
                    row.lastError(),
                    row.deliveredAt());
        }
    }

    @Accepts(query = {"limit", "offset", "order_by", "state", "event", "channel", "dag_id", "dag_run_id"})
    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        Specification<NotificationRow> filter = Filters.all();
        for (var entry : EQUAL.entrySet()) {
            var value = query.text(entry.getKey());
            if (value.isPresent()) {
                filter = filter.and(Filters.equal(entry.getValue(), value.get()));
            }
        }
        var part = Paging.of(query, SORTABLE, Sort.by("at", "id").descending()).read(rows, filter);
        return new Answer(part.rows().stream().map(NotificationAnswer::of).toList(), part.total());
    }

    @Needs(Right.EDIT)
    @PostMapping("/{id}/redeliver")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void redeliver(@PathVariable UUID id, Principal user) {
        if (!outbox.redeliver(id, user.getName())) {
            throw ApiRefusal.notFound("The notification with id `%s` was not found".formatted(id));
        }
    }
}
