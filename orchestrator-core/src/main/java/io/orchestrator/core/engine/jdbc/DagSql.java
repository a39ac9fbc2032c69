package io.orchestrator.core.engine.jdbc;

/** Statements on {@code dag}, {@code dag_version} and {@code dag_schedule}. */
final class DagSql {

    /**
     * Held while DAGs change, so that revisions become visible in their order: a server that has read up to one never misses an
     * earlier one.
     */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('orchestrator.dag'))";

    /** The largest revision. */
    static final String SELECT_REVISION = "SELECT coalesce(max(revision), 0) AS revision FROM dag";

    /**
     * Gives DAGs that no open server owns to one. Parameters: the new owner, the next revision, DAG ids.
     *
     * <p>Returns the DAGs that were given.
     */
    static final String CLAIM = """
            UPDATE dag d
            SET owner = ?, revision = ?
            WHERE d.dag_id = ANY (?::text[])
              AND NOT EXISTS (SELECT FROM server s WHERE s.server_id = d.owner AND s.state IN ('live', 'draining'))
            RETURNING d.dag_id""";

    /**
     * Gives DAGs of one server to another that is live. Parameters: the new owner, the next revision, DAG ids, the owner, the
     * new owner.
     *
     * <p>Returns the DAGs that were given.
     */
    static final String GIVE = """
            UPDATE dag d
            SET owner = ?, revision = ?
            WHERE d.dag_id = ANY (?::text[]) AND d.owner = ?
              AND EXISTS (SELECT FROM server s WHERE s.server_id = ? AND s.state = 'live')
            RETURNING d.dag_id""";

    /** Inserts or replaces DAGs; a new one gets an owner. Parameters: the owner, the revision, one array for each column. */
    static final String UPSERT = """
            INSERT INTO dag AS d (dag_id, bundle, source, paused, active, version, build, description, tags, owners,
                                  schedule, owner, revision)
            SELECT u.dag_id, u.bundle, u.source, u.paused, u.active, u.version, u.build, u.description,
                   ARRAY (SELECT jsonb_array_elements_text(u.tags::jsonb)),
                   ARRAY (SELECT jsonb_array_elements_text(u.owners::jsonb)), u.schedule, ?::uuid, ?::bigint
            FROM (SELECT unnest(?::text[]) AS dag_id, unnest(?::text[]) AS bundle, unnest(?::text[]) AS source,
                         unnest(?::boolean[]) AS paused, unnest(?::boolean[]) AS active, unnest(?::int[]) AS version,
                         unnest(?::text[]) AS build, unnest(?::text[]) AS description, unnest(?::text[]) AS tags,
                         unnest(?::text[]) AS owners, unnest(?::text[]) AS schedule) AS u
            ON CONFLICT (dag_id) DO UPDATE
            SET bundle = excluded.bundle, source = excluded.source, paused = excluded.paused, active = excluded.active,
                version = excluded.version, build = excluded.build, description = excluded.description,
                tags = excluded.tags, owners = excluded.owners, schedule = excluded.schedule,
                revision = excluded.revision,
                last_described = CASE WHEN d.build = excluded.build THEN d.last_described ELSE now() END""";

    /** Inserts versions. */
    static final String INSERT_VERSIONS = """
            INSERT INTO dag_version (dag_id, version, graph_hash, graph)
            SELECT u.dag_id, u.version, u.graph_hash, u.graph::jsonb
            FROM (SELECT unnest(?::text[]) AS dag_id, unnest(?::int[]) AS version, unnest(?::text[]) AS graph_hash,
                         unnest(?::text[]) AS graph) AS u""";

    /** Inserts or replaces schedules. */
    static final String UPSERT_SCHEDULES = """
            INSERT INTO dag_schedule (dag_id, activated_at, last_slot, next_due, next_slot, next_date, next_start, next_end)
            SELECT u.dag_id, instant_of_micros(u.activated_at), instant_of_micros(u.last_slot),
                   instant_of_micros(u.next_due), instant_of_micros(u.next_slot), instant_of_micros(u.next_date),
                   instant_of_micros(u.next_start), instant_of_micros(u.next_end)
            FROM (SELECT unnest(?::text[]) AS dag_id, unnest(?::bigint[]) AS activated_at,
                         unnest(?::bigint[]) AS last_slot, unnest(?::bigint[]) AS next_due,
                         unnest(?::bigint[]) AS next_slot, unnest(?::bigint[]) AS next_date,
                         unnest(?::bigint[]) AS next_start, unnest(?::bigint[]) AS next_end) AS u
            ON CONFLICT (dag_id) DO UPDATE
            SET activated_at = excluded.activated_at, last_slot = excluded.last_slot, next_due = excluded.next_due,
                next_slot = excluded.next_slot, next_date = excluded.next_date, next_start = excluded.next_start,
                next_end = excluded.next_end""";

    /** The DAGs that changed after a revision. */
    static final String SELECT = """
            SELECT dag_id, bundle, source, paused, active, version, build, description, tags, owners, schedule, owner, revision
            FROM dag WHERE revision > ?""";

    /** Schedules. */
    static final String SELECT_SCHEDULES = """
            SELECT dag_id, activated_at, last_slot, next_due, next_slot, next_date, next_start, next_end
            FROM dag_schedule WHERE dag_id = ANY (?::text[])""";

    /** One version. */
    static final String SELECT_VERSION = """
            SELECT dag_id, version, graph_hash, graph FROM dag_version
            WHERE dag_id = ? AND version BETWEEN ? AND ? ORDER BY version LIMIT 1""";

    /** The version with a graph. */
    static final String SELECT_VERSION_BY_HASH = """
            SELECT dag_id, version, graph_hash, graph FROM dag_version WHERE dag_id = ? AND graph_hash = ?""";

    /** The largest version number. */
    static final String SELECT_NEWEST_VERSION = """
            SELECT coalesce(max(version), 0) AS newest FROM dag_version WHERE dag_id = ?""";

    private DagSql() {}
}
