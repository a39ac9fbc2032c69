package io.orchestrator.web.pages;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes rows that the engine would write. */
final class SampleRows {

    static final String BUILD = "4f9d2c81".repeat(8);
    static final UUID SESSION = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    private final JdbcClient database;
    private long serial;

    SampleRows(JdbcClient database) {
        this.database = database;
    }

    void build() {
        sql("INSERT INTO bundle_build (build, bundle, manifest) VALUES (?, 'example', '{}')", BUILD);
    }

    void dag(DagGraph graph, boolean paused, String schedule, @Nullable Instant nextDue) {
        sql(
                """
                INSERT INTO dag (dag_id, bundle, source, paused, version, build, description, tags, owners, schedule)
                VALUES (?, 'example', 'com.example.flights.FlightsDag', ?, 1, ?, ?, ?, ?, ?)
                """,
                graph.dagId(),
                paused,
                BUILD,
                graph.description(),
                graph.tags().toArray(String[]::new),
                graph.owners().toArray(String[]::new),
                schedule);
        sql(
                "INSERT INTO dag_version (dag_id, version, graph_hash, graph) VALUES (?, 1, ?, ?::jsonb)",
                graph.dagId(),
                "a1b2c3d4".repeat(8),
                Json.MAPPER.writeValueAsString(graph));
        sql("""
                INSERT INTO dag_schedule (dag_id, activated_at, next_due, next_slot, next_date, next_start, next_end)
                SELECT ?, now(), t, t, t, t, t FROM (SELECT ?::timestamptz AS t) AS times
                """, graph.dagId(), at(nextDue));
    }

    /** @return the run's key */
    long run(
            String dagId,
            String runId,
            String type,
            String state,
            @Nullable String reason,
            String params,
            @Nullable Instant logicalDate,
            Instant queued,
            @Nullable Instant started,
            @Nullable Instant ended) {
        long key = (queued.toEpochMilli() << 20) | ++serial;
        sql(
                """
                INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, state_reason, logical_date, run_after, params,
                                     version, build, triggered_by, queued_at, started_at, ended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, 1, ?, ?, ?, ?, ?)
                """,
                key,
                dagId,
                runId,
                type,
                state,
                reason,
                at(logicalDate),
                at(queued),
                params,
                BUILD,
                type.equals("manual") ? "ada" : "schedule",
                at(queued),
                at(started),
                at(ended));
        return key;
    }

    /** A task instance; one that a worker has or had gets an attempt. */
    UUID task(
            long run,
            String taskId,
            String state,
            @Nullable String reason,
            Instant ready,
            @Nullable Instant started,
            @Nullable Instant ended) {
        var attempt = new UUID(ready.toEpochMilli() << 16 | 0x7000 | (++serial & 0xfff), 0x8000000000000000L | serial);
        var tried = started != null || state.equals("queued") || state.equals("restarting");
        if (tried) {
            // The attempt before a retry is over, its task is not.
            var over = state.equals("up_for_retry") ? ready.plusSeconds(90) : ended;
            attempt(
                    run,
                    attempt,
                    taskId,
                    state.equals("failed") ? 3 : 1,
                    attemptState(state),
                    ready,
                    started,
                    over,
                    null);
        }
        sql(
                """
                INSERT INTO task_instance (run_key, task_id, state, state_reason, try_number, max_tries, attempt_id, session_id,
                                           scheduled_at, queued_at, started_at, ended_at, retry_at)
                VALUES (?, ?, ?, ?, ?, 2, ?, ?, ?, ?, ?, ?, ?)
                """,
                run,
                taskId,
                state,
                reason,
                tried ? state.equals("failed") ? 3 : 1 : 0,
                tried ? attempt : null,
                tried ? SESSION : null,
                state.equals("none") ? null : at(ready),
                tried ? at(ready) : null,
                at(started),
                at(ended),
                state.equals("up_for_retry") ? at(ready.plusSeconds(3_600)) : null);
        return attempt;
    }

    /** Items of a mapped task: most succeeded, every hundredth failed, some were skipped. */
    void items(long run, String taskId, int number, Instant from) {
        sql("""
                INSERT INTO task_instance (run_key, task_id, map_index, state, try_number, max_tries, scheduled_at, queued_at,
                                           started_at, ended_at, label)
                SELECT ?, ?, i, CASE WHEN i % 100 = 7 THEN 'failed' WHEN i % 100 = 8 THEN 'skipped' ELSE 'success' END, 1, 2,
                       t, t, t + i * interval '100 ms', t + i * interval '120 ms' + interval '1 s', 'customer ' || i
                FROM generate_series(0, ? - 1) AS i, (SELECT ?::timestamptz AS t) AS begun
                """, run, taskId, number, at(from));
    }

    void attempt(
            long run,
            UUID attempt,
            String taskId,
            int number,
            String state,
            Instant queued,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable String failure) {
        sql("""
                INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build,
                                          queued_at, started_at, ended_at, failure)
                VALUES (?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                """, run, attempt, taskId, number, state, SESSION, BUILD, at(queued), at(started), at(ended), failure);
    }

    private static String attemptState(String taskState) {
        return switch (taskState) {
            case "queued" -> "queued";
            case "restarting" -> "running";
            case "running", "success", "failed" -> taskState;
            default -> "failed";
        };
    }

    void failure(long run, UUID attempt, String json) {
        sql("UPDATE task_attempt SET failure = ?::jsonb WHERE run_key = ? AND attempt_id = ?", json, run, attempt);
    }

    void output(long run, UUID attempt, String json) {
        sql("INSERT INTO task_output (run_key, attempt_id, value) VALUES (?, ?, ?::json)", run, attempt, json);
    }

    void worker(
            UUID session,
            String name,
            String state,
            int slots,
            Instant registered,
            Instant heartbeat,
            @Nullable Instant ended) {
        sql("""
                INSERT INTO worker_session (session_id, name, host, pid, worker_version, protocol_version, token_hash, queues,
                                            slots, prefetch, state, registered_at, heartbeat_at, lease_until, ended_at)
                VALUES (?, ?, 'etl-07.eu.example.com', 4711, '0.1.0', 1, gen_random_uuid()::text, '{default,gpu}', ?, 2, ?, ?, ?, now(), ?)
                """, session, name, slots, state, at(registered), at(heartbeat), at(ended));
    }

    void importError(String source, String message, String detail) {
        sql(
                "INSERT INTO import_error (id, bundle, source, message, detail) VALUES (gen_random_uuid(), 'example', ?, ?, ?)",
                source,
                message,
                detail);
    }

    void audit(
            Instant when,
            String actor,
            String action,
            @Nullable String dag,
            @Nullable String run,
            @Nullable String task,
            String detail) {
        sql("""
                INSERT INTO audit_event (id, at, actor, action, dag_id, run_id, task_id, detail)
                VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, ?, ?::jsonb)
                """, at(when), actor, action, dag, run, task, detail);
    }

    void user(String name, String password, String role) {
        sql("INSERT INTO app_user (username, password_hash, role) VALUES (?, ?, ?)", name, "{noop}" + password, role);
    }

    private void sql(String sql, @Nullable Object... values) {
        var statement = database.sql(sql);
        for (Object value : values) {
            statement = statement.param(value);
        }
        statement.update();
    }

    private static @Nullable Object at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
