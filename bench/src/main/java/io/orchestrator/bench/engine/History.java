package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.dags.Chain;
import io.orchestrator.bench.yardstick.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills the tables with chains that have succeeded, spread over the last 60 days, as the engine leaves them. */
final class History {

    private static final String PARTITIONS = """
            SELECT create_run_partitions(w * 2592000000 << 20, (w + 1) * 2592000000 << 20,
                                         to_char(to_timestamp(w * 2592000), 'YYYYMMDD'))
            FROM generate_series((extract(epoch FROM now()) / 2592000)::bigint - 3,
                                 (extract(epoch FROM now()) / 2592000)::bigint) AS w""";

    /** The run's number and time; its key is the time in milliseconds, shifted, as the engine makes it. */
    private static final String RUNS = """
            WITH past AS (
                SELECT i, at, (extract(epoch FROM at) * 1000)::bigint << 20 AS run_key
                FROM (SELECT i, date_trunc('milliseconds', now() - interval '60 days' + i * interval '59 days' / %2$d) AS at
                      FROM generate_series(0, %2$d - 1) AS i WHERE i %% 2 = %3$d) AS times)
            """;

    private static final String RUN_ROWS = RUNS + """
            INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, run_after, version, build, triggered_by,
                                 settled, queued_at, started_at, ended_at)
            SELECT run_key, dag_id, 'history-' || i, 'manual', 'success', at, version, build, 'bench',
                   true, at, at, at + interval '1 second'
            FROM past CROSS JOIN dag WHERE dag_id = '%1$s'""";

    private static final String ATTEMPT_ID = "md5(run_key::text || step)::uuid";

    private static final String TASK_ROWS = RUNS + """
            INSERT INTO task_instance (run_key, task_id, state, try_number, max_tries, attempt_id, session_id,
                                       scheduled_at, queued_at, started_at, ended_at)
            SELECT run_key, 'task_' || lpad(step::text, 5, '0'), 'success', 1, 0, %4$s, gen_random_uuid(),
                   at, at, at, at + interval '1 second'
            FROM past CROSS JOIN generate_series(0, 2) AS step""";

    private static final String ATTEMPT_ROWS = RUNS + """
            INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build,
                                      queued_at, started_at, ended_at)
            SELECT run_key, %4$s, 'task_' || lpad(step::text, 5, '0'), -1, 1, 'success', gen_random_uuid(), build,
                   at, at, at + interval '1 second'
            FROM past CROSS JOIN generate_series(0, 2) AS step CROSS JOIN dag WHERE dag_id = '%1$s'""";

    private History() {}

    /** @param runs how many; each has three tasks and three attempts */
    static void fill(Access access, int runs) throws Exception {
        long begun = System.nanoTime();
        execute(access, PARTITIONS);
        try (ExecutorService halves = Executors.newFixedThreadPool(2)) {
            List<Future<?>> filled = new ArrayList<>();
            for (int half = 0; half < 2; half++) {
                int rest = half;
                filled.add(halves.submit(() -> {
                    for (String rows : List.of(RUN_ROWS, TASK_ROWS, ATTEMPT_ROWS)) {
                        execute(access, rows.formatted(Chain.ID, runs, rest, ATTEMPT_ID));
                    }
                    return null;
                }));
            }
            for (Future<?> half : filled) {
                half.get();
            }
        }
        execute(access, "VACUUM (ANALYZE) dag_run, task_instance, task_attempt");
        execute(access, "CHECKPOINT");
        Progress.say("history: %d runs in %d s", runs, (System.nanoTime() - begun) / 1_000_000_000);
    }

    private static void execute(Access access, String sql) throws SQLException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
