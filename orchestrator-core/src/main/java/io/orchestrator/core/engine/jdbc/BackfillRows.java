package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Backfills and the dates that they pass over, written and read. */
final class BackfillRows {

    private BackfillRows() {}

    /** One that is over makes room for a new one of its DAG first. */
    static void write(Pipeline pipeline, BackfillWrites writes) {
        if (!writes.changed().isEmpty()) {
            pipeline.update(
                    BackfillSql.UPDATE,
                    Columns.of(writes.changed())
                            .bigint(Backfill::id)
                            .bool(Backfill::paused)
                            .micros(Backfill::updatedAt)
                            .micros(Backfill::completedAt));
        }
        writes.added().forEach(added -> add(pipeline, added));
        if (!writes.leftOut().isEmpty()) {
            pipeline.update(
                    BackfillSql.LEAVE_OUT,
                    Columns.of(writes.leftOut())
                            .bigint(BackfillWrites.Passed::backfillId)
                            .micros(passed -> passed.date().date())
                            .text(passed -> passed.date().reason().key())
                            .bool(BackfillWrites.Passed::late));
        }
    }

    private static void add(Pipeline pipeline, BackfillWrites.New added) {
        Columns<BackfillDate> dates =
                Columns.of(added.dates()).micros(BackfillDate::date).micros(BackfillDate::end);
        Columns<Backfill> fields = Columns.of(List.of(added.backfill()))
                .bigint(Backfill::id)
                .text(Backfill::dagId)
                .micros(Backfill::from)
                .micros(Backfill::to)
                .text(backfill -> backfill.reprocess().key())
                .bool(Backfill::backwards)
                .bool(Backfill::newestVersion)
                .integer(Backfill::maxActiveRuns)
                .json(Backfill::params)
                .bool(Backfill::paused)
                .text(Backfill::createdBy)
                .micros(Backfill::createdAt)
                .micros(Backfill::updatedAt)
                .micros(Backfill::completedAt);
        pipeline.update(BackfillSql.INSERT, (first, statement) -> {
            dates.bindFrom(first, statement);
            fields.bindFrom(first + 2, statement);
        });
    }

    static long newId(Connection connection) throws SQLException {
        return Database.list(connection, BackfillSql.NEXT_ID, statement -> {}, row -> row.bigint("id"))
                .getFirst();
    }

    static Optional<Backfill> find(Connection connection, long backfillId) throws SQLException {
        return Database.find(
                connection, BackfillSql.SELECT, statement -> statement.setLong(1, backfillId), BackfillRows::backfill);
    }

    static List<OpenBackfill> open(Connection connection, Collection<String> dagIds) throws SQLException {
        List<Long> ids = Database.list(
                connection,
                BackfillSql.SELECT_OPEN,
                statement -> statement.setArray(1, connection.createArrayOf("text", dagIds.toArray())),
                row -> row.bigint("backfill_id"));
        List<OpenBackfill> open = new ArrayList<>();
        for (long id : ids) {
            List<BackfillDate> left = left(connection, id);
            find(connection, id).ifPresent(backfill -> open.add(new OpenBackfill(backfill, left)));
        }
        return open;
    }

    private static List<BackfillDate> left(Connection connection, long backfillId) throws SQLException {
        return Database.list(
                connection,
                BackfillSql.SELECT_LEFT,
                statement -> statement.setLong(1, backfillId),
                row -> new BackfillDate(row.time("date"), row.time("until")));
    }

    private static Backfill backfill(Row row) throws SQLException {
        return new Backfill(
                row.bigint("backfill_id"),
                row.text("dag_id"),
                row.time("from_date"),
                row.time("to_date"),
                Reprocess.of(row.text("reprocess")),
                row.bool("backwards"),
                row.bool("newest_version"),
                row.integer("max_active_runs"),
                row.json("params"),
                row.timeOrNull("first_date"),
                row.integer("planned"),
                row.bool("paused"),
                row.text("created_by"),
                row.time("created_at"),
                row.time("updated_at"),
                row.timeOrNull("completed_at"));
    }
}
