package io.orchestrator.core.engine.jdbc;

/** Statements on {@code pool} and {@code pool_slot}. */
final class PoolSql {

    /** All pools with the slots that are taken. */
    static final String SELECT = """
            SELECT p.name, p.slots, p.description, p.include_deferred,
                   (SELECT coalesce(sum(s.slots), 0)::int FROM pool_slot s WHERE s.pool = p.name) AS used
            FROM pool p ORDER BY p.name""";

    /** Holds pools, in the order of their names, so that nobody else takes slots until this transaction ends. */
    static final String HOLD = """
            SELECT name, slots FROM pool WHERE name = ANY (?::text[]) ORDER BY name FOR NO KEY UPDATE""";

    /** Takes slots; those of an attempt that has them stay. */
    static final String TAKE = """
            INSERT INTO pool_slot (attempt_id, pool, run_key, slots)
            SELECT u.attempt_id, u.pool, u.run_key, u.slots
            FROM (SELECT unnest(?::uuid[]) AS attempt_id, unnest(?::text[]) AS pool, unnest(?::bigint[]) AS run_key,
                         unnest(?::int[]) AS slots) AS u
            ON CONFLICT (attempt_id) DO NOTHING""";

    /** Frees the slots of attempts that have ended. */
    static final String FREE = """
            DELETE FROM pool_slot WHERE attempt_id = ANY (?::uuid[])""";

    /** Counts what is taken of pools. */
    static final String COUNT = """
            SELECT pool AS name, sum(slots)::int AS used FROM pool_slot WHERE pool = ANY (?::text[]) GROUP BY pool""";

    /** Inserts or replaces pools. */
    static final String PUT = """
            INSERT INTO pool (name, slots, description, include_deferred)
            SELECT u.name, u.slots, u.description, u.include_deferred
            FROM (SELECT unnest(?::text[]) AS name, unnest(?::int[]) AS slots, unnest(?::text[]) AS description,
                         unnest(?::boolean[]) AS include_deferred) AS u
            ON CONFLICT (name) DO UPDATE
            SET slots = excluded.slots, description = excluded.description, include_deferred = excluded.include_deferred""";

    /**
     * Frees what attempts have left that ended while their pool was not counted; deferred tasks keep their slots where the pool
     * wants that. Each slot looks up its own attempt.
     */
    static final String SWEEP = """
            DELETE FROM pool_slot s
            WHERE s.pool = ANY (?::text[])
              AND (SELECT a.ended_at IS NULL
                          OR a.state = 'deferred'
                             AND (SELECT p.include_deferred FROM pool p WHERE p.name = s.pool)
                             AND (SELECT i.state = 'deferred' AND i.attempt_id = a.attempt_id FROM task_instance i
                                  WHERE i.run_key = a.run_key AND i.task_id = a.task_id AND i.map_index = a.map_index)
                   FROM task_attempt a
                   WHERE a.run_key = s.run_key AND a.attempt_id = s.attempt_id) IS NOT TRUE""";

    /** Deletes pools. */
    static final String DELETE = """
            DELETE FROM pool WHERE name = ANY (?::text[])""";

    private PoolSql() {}
}
