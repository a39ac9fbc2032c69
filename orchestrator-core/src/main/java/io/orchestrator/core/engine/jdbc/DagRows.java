package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.protocol.graph.DagGraph;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** DAGs, their versions and schedules, and what people did: written and read. */
final class DagRows {

    private DagRows() {}

    static void put(Connection connection, List<DagRecord> dags) throws SQLException {
        if (dags.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                DagSql.UPSERT,
                Columns.of(dags)
                        .text(DagRecord::dagId)
                        .text(DagRecord::bundle)
                        .text(DagRecord::source)
                        .bool(DagRecord::paused)
                        .bool(DagRecord::active)
                        .integer(DagRecord::version)
                        .text(DagRecord::build)
                        .text(DagRecord::description)
                        .json(DagRecord::tags)
                        .json(DagRecord::owners)
                        .text(DagRecord::schedule));
    }

    static void addVersions(Connection connection, List<DagVersion> versions) throws SQLException {
        if (versions.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                DagSql.INSERT_VERSIONS,
                Columns.of(versions)
                        .text(DagVersion::dagId)
                        .integer(DagVersion::version)
                        .text(DagVersion::graphHash)
                        .json(DagVersion::graph));
    }

    static void putSchedules(Connection connection, List<DagSchedule> schedules) throws SQLException {
        if (schedules.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                DagSql.UPSERT_SCHEDULES,
                Columns.of(schedules)
                        .text(DagSchedule::dagId)
                        .micros(DagSchedule::activatedAt)
                        .micros(DagSchedule::lastSlot)
                        .micros(DagSchedule::nextDue));
    }

    static void addAudit(Connection connection, List<AuditEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                AuditSql.INSERT,
                Columns.of(events)
                        .uuid(AuditEvent::id)
                        .micros(AuditEvent::at)
                        .text(AuditEvent::actor)
                        .text(AuditEvent::action)
                        .text(AuditEvent::dagId)
                        .text(AuditEvent::runId)
                        .text(AuditEvent::taskId)
                        .json(AuditEvent::detail));
    }

    static List<DagRecord> dags(Connection connection) throws SQLException {
        return Database.list(connection, DagSql.SELECT, statement -> {}, DagRows::dag);
    }

    static List<DagSchedule> schedules(Connection connection) throws SQLException {
        return Database.list(connection, DagSql.SELECT_SCHEDULES, statement -> {}, DagRows::schedule);
    }

    static Optional<DagVersion> version(Connection connection, String dagId, int version) throws SQLException {
        return Database.list(
                        connection,
                        DagSql.SELECT_VERSION,
                        statement -> {
                            statement.setString(1, dagId);
                            statement.setInt(2, version);
                        },
                        DagRows::version)
                .stream()
                .findFirst();
    }

    static int newestVersion(Connection connection, String dagId) throws SQLException {
        return Database.list(
                        connection,
                        DagSql.SELECT_NEWEST_VERSION,
                        statement -> statement.setString(1, dagId),
                        row -> row.integer("newest"))
                .getFirst();
    }

    static Optional<DagVersion> versionByHash(Connection connection, String dagId, String graphHash)
            throws SQLException {
        return Database.list(
                        connection,
                        DagSql.SELECT_VERSION_BY_HASH,
                        statement -> {
                            statement.setString(1, dagId);
                            statement.setString(2, graphHash);
                        },
                        DagRows::version)
                .stream()
                .findFirst();
    }

    private static DagRecord dag(Row row) throws SQLException {
        return new DagRecord(
                row.text("dag_id"),
                row.text("bundle"),
                row.text("source"),
                row.bool("paused"),
                row.bool("active"),
                row.integer("version"),
                row.text("build"),
                row.textOrNull("description"),
                row.texts("tags"),
                row.texts("owners"),
                row.text("schedule"));
    }

    private static DagVersion version(Row row) throws SQLException {
        return new DagVersion(
                row.text("dag_id"), row.integer("version"), row.text("graph_hash"), row.json("graph", DagGraph.class));
    }

    private static DagSchedule schedule(Row row) throws SQLException {
        return new DagSchedule(
                row.text("dag_id"), row.time("activated_at"), row.timeOrNull("last_slot"), row.timeOrNull("next_due"));
    }
}
