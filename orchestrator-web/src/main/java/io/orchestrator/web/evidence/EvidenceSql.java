package io.orchestrator.web.evidence;

/** Reads what a version came of. Each statement gives rows of one column of JSON. Parameters: dataset, number. */
final class EvidenceSql {

    /** The version, and all those that the attempts have read which wrote it, or one of them, or what it adds to. */
    private static final String CAME_OF = """
            WITH RECURSIVE came_of AS (
                SELECT v.dataset, v.number FROM dataset_version v WHERE v.dataset = :dataset AND v.number = :number
                UNION
                SELECT n.dataset, n.number
                FROM came_of c JOIN dataset_version v ON v.dataset = c.dataset AND v.number = c.number,
                    LATERAL (SELECT r.dataset, r.number FROM dataset_read r WHERE r.attempt_id = v.attempt_id
                             UNION ALL
                             SELECT p.dataset, p.number FROM dataset_version p
                             WHERE p.dataset = v.dataset AND p.number BETWEEN v.base AND v.number) n),
            versions AS (SELECT v.* FROM came_of c JOIN dataset_version v ON v.dataset = c.dataset AND v.number = c.number),
            runs AS (
                SELECT DISTINCT r.* FROM dag_run r
                WHERE r.run_key IN (SELECT run_key FROM versions
                                    UNION SELECT t.run_key FROM dataset_tag t
                                    WHERE t.dataset = :dataset AND t.number = :number AND t.run_key IS NOT NULL))
            """;

    /** The versions. */
    static final String VERSIONS = CAME_OF + """
            SELECT to_jsonb(v) - 'version_id' - 'run_key' FROM versions v ORDER BY v.dataset, v.number""";

    /** What the attempts that wrote them have read. */
    static final String READS = CAME_OF + """
            SELECT jsonb_build_object('attempt_id', r.attempt_id, 'task_id', r.task_id, 'dataset', r.dataset, 'number', r.number,
                'asked_for', r.what)
            FROM dataset_read r WHERE r.attempt_id IN (SELECT attempt_id FROM versions)
            ORDER BY r.attempt_id, r.dataset, r.number, r.what""";

    /** What checks have found in them. */
    static final String CHECKS = CAME_OF + """
            SELECT jsonb_build_object('dataset', v.dataset, 'number', v.number, 'name', k.name, 'passed', k.passed,
                'summary', k.summary, 'details', k.details, 'sample', k.sample)
            FROM versions v JOIN dataset_check k USING (version_id) ORDER BY v.dataset, v.number, k.name""";

    /** The runs that wrote them, or gave the version a tag. */
    static final String RUNS = CAME_OF + """
            SELECT jsonb_build_object('dag_id', r.dag_id, 'run_id', r.run_id, 'run_type', r.run_type, 'state', r.state,
                'logical_date', r.logical_date, 'interval_start', r.interval_start, 'interval_end', r.interval_end,
                'params', r.params, 'dag_version', r.version, 'build', r.build, 'triggered_by', r.triggered_by,
                'started_at', r.started_at, 'ended_at', r.ended_at)
            FROM runs r ORDER BY r.run_key""";

    /** The builds of code that wrote them, with the hashes of their jars. */
    static final String BUILDS = CAME_OF + """
            SELECT jsonb_build_object('build', b.build, 'bundle', b.bundle, 'manifest', b.manifest)
            FROM bundle_build b WHERE b.build IN (SELECT build FROM versions UNION SELECT build FROM runs) ORDER BY b.build""";

    /** The tags that the version has, and who gave them. */
    static final String TAGS = """
            SELECT to_jsonb(t) - 'run_key' FROM dataset_tag t WHERE t.dataset = :dataset AND t.number = :number ORDER BY t.tag""";

    /** What people did with the runs, and with the datasets. */
    static final String AUDIT = CAME_OF + """
            SELECT jsonb_build_object('at', a.at, 'actor', a.actor, 'action', a.action, 'dag_id', a.dag_id, 'run_id', a.run_id,
                'task_id', a.task_id, 'detail', a.detail, 'place', l.seq, 'hash', l.hash)
            FROM audit_event a LEFT JOIN audit_link l USING (number)
            WHERE (a.dag_id, a.run_id) IN (SELECT dag_id, run_id FROM runs)
               OR a.detail ->> 'dataset' IN (SELECT dataset FROM versions)
            ORDER BY a.number""";

    private EvidenceSql() {}
}
