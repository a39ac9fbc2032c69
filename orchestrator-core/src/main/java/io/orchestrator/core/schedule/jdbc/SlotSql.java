package io.orchestrator.core.schedule.jdbc;

import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.schedule.KnownSlots;
import java.sql.SQLException;

/** The statements on {@code timetable_slots}. */
public final class SlotSql {

    static final String UPSERT = """
            INSERT INTO timetable_slots (dag_id, build, known_after, slots, ended, error, failures, asked_at)
            VALUES (:dagId, :build, :after, CAST(:slots AS timestamptz[]), :ended, :error, :failures, :askedAt)
            ON CONFLICT (dag_id, build) DO UPDATE
               SET known_after = excluded.known_after, slots = excluded.slots, ended = excluded.ended,
                   error = excluded.error, failures = excluded.failures, asked_at = excluded.asked_at
            """;

    static final String DROP_OTHERS = """
            DELETE FROM timetable_slots s
             WHERE s.dag_id = :dagId AND s.build <> :build
               AND NOT EXISTS (SELECT FROM dag d WHERE d.dag_id = s.dag_id AND d.build = s.build)
            """;

    /** By DAG and build. */
    public static final String SELECT = """
            SELECT dag_id, build, known_after, slots, ended, error, failures, asked_at
              FROM timetable_slots
             WHERE dag_id = ? AND build = ?
            """;

    static final String SELECT_IN_FORCE = """
            SELECT s.dag_id, s.build, s.known_after, s.slots, s.ended, s.error, s.failures, s.asked_at
              FROM timetable_slots s
              JOIN dag d ON d.dag_id = s.dag_id AND d.build = s.build
             WHERE s.dag_id = ?
            """;

    private SlotSql() {}

    /** What a row says. */
    public static KnownSlots slots(Row row) throws SQLException {
        return new KnownSlots(
                row.text("dag_id"),
                row.text("build"),
                row.time("known_after"),
                row.times("slots"),
                row.bool("ended"),
                row.textOrNull("error"),
                row.integer("failures"),
                row.time("asked_at"));
    }
}
