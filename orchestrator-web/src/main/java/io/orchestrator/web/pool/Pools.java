package io.orchestrator.web.pool;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads pools, and counts their slots: three statements, however many there are. */
@Component
class Pools {

    private static final String ALL = """
            SELECT name, slots, description, include_deferred FROM pool ORDER BY name
            """;

    /** An attempt without slots of its own is in the default pool, which has no limit then. */
    private static final String AT_WORKERS = """
            SELECT coalesce(s.pool, 'default_pool') AS pool, a.state, sum(coalesce(s.slots, 1)) AS slots
            FROM dag_run r JOIN task_attempt a USING (run_key) LEFT JOIN pool_slot s USING (attempt_id)
            WHERE NOT r.settled AND a.ended_at IS NULL
            GROUP BY 1, 2
            """;

    private static final String SCHEDULED = """
            WITH waiting AS (SELECT r.dag_id, r.version, i.task_id, count(*) AS number
                             FROM dag_run r JOIN task_instance i USING (run_key)
                             WHERE NOT r.settled AND i.state = 'scheduled'
                             GROUP BY 1, 2, 3)
            SELECT coalesce(t -> 'limits' ->> 'pool', 'default_pool') AS pool, 'scheduled' AS state,
                   sum(w.number * coalesce((t -> 'limits' ->> 'slots')::int, 1)) AS slots
            FROM waiting w JOIN dag_version v USING (dag_id, version), jsonb_array_elements(v.graph -> 'tasks') AS t
            WHERE t ->> 'taskId' = w.task_id
            GROUP BY 1
            """;

    private final JdbcClient database;

    Pools(JdbcClient database) {
        this.database = database;
    }

    private record Part(String pool, String state) {}

    List<PoolLine> all() {
        var slots = new HashMap<Part, Integer>();
        count(AT_WORKERS, slots);
        count(SCHEDULED, slots);
        return database
                .sql(ALL)
                .query((row, number) -> new Pool(
                        row.getString("name"),
                        row.getInt("slots"),
                        row.getString("description"),
                        row.getBoolean("include_deferred")))
                .list()
                .stream()
                .map(pool -> line(pool, slots))
                .toList();
    }

    Optional<PoolLine> find(String name) {
        return all().stream().filter(line -> line.pool().name().equals(name)).findFirst();
    }

    private void count(String statement, Map<Part, Integer> slots) {
        database.sql(statement)
                .query((row, number) -> slots.merge(
                        new Part(row.getString("pool"), row.getString("state")), row.getInt("slots"), Integer::sum))
                .list();
    }

    private static PoolLine line(Pool pool, Map<Part, Integer> slots) {
        return new PoolLine(
                pool,
                new PoolCounts(
                        pool.slots(),
                        pool.includeDeferred(),
                        slots.getOrDefault(new Part(pool.name(), "running"), 0),
                        slots.getOrDefault(new Part(pool.name(), "queued"), 0),
                        slots.getOrDefault(new Part(pool.name(), "scheduled"), 0),
                        0));
    }
}
