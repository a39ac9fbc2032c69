package io.orchestrator.core.audit.jdbc;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.protocol.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Writes what people did, in the transaction of what they did. */
public final class AuditLog {

    private final InstantSource clock;
    private final Function<Instant, UUID> ids;

    /** @param ids makes an event's id of its time */
    public AuditLog(InstantSource clock, Function<Instant, UUID> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Writes one deed that is about no DAG. */
    public void add(Connection connection, String actor, String action, Map<String, ?> detail) throws SQLException {
        Instant now = clock.instant();
        AuditEvent event =
                new AuditEvent(ids.apply(now), now, actor, action, null, null, null, Json.MAPPER.valueToTree(detail));
        Database.update(connection, AuditSql.INSERT, columns(List.of(event)));
    }

    /** Writes what the engine's turn did. */
    public static void add(Pipeline pipeline, List<AuditEvent> events) {
        if (!events.isEmpty()) {
            pipeline.update(AuditSql.INSERT, columns(events));
        }
    }

    private static Columns<AuditEvent> columns(List<AuditEvent> events) {
        return Columns.of(events)
                .uuid(AuditEvent::id)
                .micros(AuditEvent::at)
                .text(AuditEvent::actor)
                .text(AuditEvent::action)
                .text(AuditEvent::dagId)
                .text(AuditEvent::runId)
                .text(AuditEvent::taskId)
                .json(AuditEvent::detail);
    }
}
