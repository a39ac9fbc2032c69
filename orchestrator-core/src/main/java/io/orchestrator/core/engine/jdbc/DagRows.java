package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.engine.EngineStore.CatalogMoved;
import io.orchestrator.core.engine.OwnedDag;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.jdbc.SlotSql;
import io.orchestrator.protocol.graph.DagGraph;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** DAGs, their versions and schedules, and what people did: written and read. */
final class DagRows {

    private DagRows() {}

    /** From here to the end of the transaction nobody else changes DAGs. Gives the largest revision. */
    static long lock(Connection connection) throws SQLException {
        Database.list(connection, DagSql.LOCK, statement -> {}, row -> true);
        return Database.list(connection, DagSql.SELECT_REVISION, statement -> {}, row -> row.bigint("revision"))
                .getFirst();
    }

    static List<String> claim(Connection connection, UUID owner, Collection<String> dagIds) throws SQLException {
        long next = lock(connection) + 1;
        return Database.list(
                connection,
                DagSql.CLAIM,
                statement -> bindMove(statement, owner, next, dagIds),
                row -> row.text("dag_id"));
    }

    static List<String> give(Connection connection, UUID from, UUID to, Collection<String> dagIds) throws SQLException {
        long next = lock(connection) + 1;
        return Database.list(
                connection,
                DagSql.GIVE,
                statement -> {
                    bindMove(statement, to, next, dagIds);
                    statement.setObject(4, from);
                    statement.setObject(5, to);
                },
                row -> row.text("dag_id"));
    }

    private static void bindMove(PreparedStatement statement, UUID owner, long revision, Collection<String> dagIds)
            throws SQLException {
        statement.setObject(1, owner);
        statement.setLong(2, revision);
        statement.setArray(3, statement.getConnection().createArrayOf("text", dagIds.toArray()));
    }

    /** @throws CatalogMoved if another server has changed DAGs since the engine read them */
    static void put(Connection connection, List<DagRecord> dags, UUID owner, long knownRevision) throws SQLException {
        if (dags.isEmpty()) {
            return;
        }
        if (lock(connection) != knownRevision) {
            throw new CatalogMoved();
        }
        Columns<DagRecord> columns = Columns.of(dags)
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
                .text(DagRecord::schedule);
        Database.update(connection, DagSql.UPSERT, statement -> {
            statement.setObject(1, owner);
            statement.setLong(2, knownRevision + 1);
            columns.bindFrom(3, statement);
        });
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

    static void putSchedules(Pipeline pipeline, List<DagSchedule> schedules) {
        if (schedules.isEmpty()) {
            return;
        }
        pipeline.update(
                DagSql.UPSERT_SCHEDULES,
                Columns.of(schedules)
                        .text(DagSchedule::dagId)
                        .micros(DagSchedule::activatedAt)
                        .micros(DagSchedule::lastSlot)
                        .micros(DagSchedule::nextDue)
                        .micros(schedule -> ofNext(schedule, DueRun::slot))
                        .micros(schedule -> ofNext(schedule, DueRun::logicalDate))
                        .micros(schedule -> ofNext(schedule, DueRun::intervalStart))
                        .micros(schedule -> ofNext(schedule, DueRun::intervalEnd)));
    }

    private static @Nullable Instant ofNext(DagSchedule schedule, Function<DueRun, Instant> part) {
        return schedule.next() == null ? null : part.apply(schedule.next());
    }

    static List<OwnedDag> dags(Connection connection, long afterRevision) throws SQLException {
        return Database.list(
                connection,
                DagSql.SELECT,
                statement -> statement.setLong(1, afterRevision),
                row -> new OwnedDag(dag(row), row.uuidOrNull("owner"), row.bigint("revision")));
    }

    static List<DagSchedule> schedules(Connection connection, Collection<String> dagIds) throws SQLException {
        return Database.list(
                connection,
                DagSql.SELECT_SCHEDULES,
                statement -> statement.setArray(1, connection.createArrayOf("text", dagIds.toArray())),
                DagRows::schedule);
    }

    static Optional<KnownSlots> knownSlots(Connection connection, String dagId, String build) throws SQLException {
        return Database.find(
                connection,
                SlotSql.SELECT,
                statement -> {
                    statement.setString(1, dagId);
                    statement.setString(2, build);
                },
                SlotSql::slots);
    }

    static Optional<DagVersion> version(Connection connection, String dagId, int version) throws SQLException {
        return Database.find(
                connection,
                DagSql.SELECT_VERSION,
                statement -> {
                    statement.setString(1, dagId);
                    statement.setInt(2, version);
                    statement.setInt(3, version);
                },
                DagRows::version);
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
        return Database.find(
                connection,
                DagSql.SELECT_VERSION_BY_HASH,
                statement -> {
                    statement.setString(1, dagId);
                    statement.setString(2, graphHash);
                },
                DagRows::version);
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
        return new DagSchedule(row.text("dag_id"), row.time("activated_at"), row.timeOrNull("last_slot"), next(row));
    }

    private static @Nullable DueRun next(Row row) throws SQLException {
        Instant due = row.timeOrNull("next_due");
        Instant slot = row.timeOrNull("next_slot");
        if (due == null || slot == null) {
            return due == null ? null : DueRun.at(due);
        }
        return new DueRun(slot, row.time("next_date"), row.time("next_start"), row.time("next_end"), due);
    }
}
