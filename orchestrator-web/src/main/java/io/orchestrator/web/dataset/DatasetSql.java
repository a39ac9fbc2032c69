package io.orchestrator.web.dataset;

/** Statements that read datasets. {@code dags} are those that one may see; null: all. */
final class DatasetSql {

    /** Of datasets {@code d}: those that a DAG declares or uses which one may see. */
    static final String SEEN = """
            (:dags::text[] IS NULL OR d.dag_id = ANY (:dags::text[]) OR EXISTS (
                SELECT FROM asset_use u WHERE u.kind IN ('asset', 'named') AND u.name = d.name AND u.dag_id = ANY (:dags::text[])))
            """;

    private static final String FILTER =
            " WHERE (:text::text IS NULL OR strpos(lower(d.name), lower(:text)) > 0) AND " + SEEN;

    static final String COUNT = "SELECT count(*) FROM dataset d" + FILTER;

    private static final String DATASET = """
            SELECT d.name, d.append_only, d.dag_id, d.task_id, coalesce(a.group_name, 'dataset') AS kind,
                   (SELECT count(*) FROM dataset_version v WHERE v.dataset = d.name AND v.number IS NOT NULL) AS versions,
                   (SELECT count(*) FROM dataset_version v WHERE v.dataset = d.name AND v.state = 'quarantined') AS quarantined,
                   (SELECT max(v.number) FROM dataset_version v WHERE v.dataset = d.name) AS newest
            FROM dataset d LEFT JOIN asset a ON a.name = d.name AND a.uri = 'dataset:' || d.name
            """;

    static final String LIST = DATASET + FILTER + " ORDER BY d.name LIMIT :limit OFFSET :offset";

    static final String OF_KIND = DATASET + " WHERE a.group_name = :kind AND " + SEEN + " ORDER BY d.name LIMIT 200";

    static final String FIND = DATASET + " WHERE d.name = :name AND " + SEEN;

    private static final String VERSION = """
            SELECT v.version_id, v.dataset, v.number, v.state, v.base, v.content_hash, v.held, v.dag_id, v.run_id, v.task_id,
                   v.map_index, v.build, v.created_at, v.published_at, v.published_by, v.reason,
                   (SELECT max(p.number) FROM dataset_version p WHERE p.dataset = v.dataset AND p.number < v.number) AS parent,
                   whole.files, whole.rows, whole.bytes,
                   (SELECT count(*) FROM dataset_check c WHERE c.version_id = v.version_id AND c.passed) AS passed,
                   (SELECT count(*) FROM dataset_check c WHERE c.version_id = v.version_id AND NOT c.passed) AS failed,
                   ARRAY (SELECT t.tag FROM dataset_tag t WHERE t.dataset = v.dataset AND t.number = v.number ORDER BY t.tag)
                       AS tags
            FROM dataset_version v JOIN dataset d ON d.name = v.dataset CROSS JOIN LATERAL (
                SELECT sum(jsonb_array_length(p.files)) AS files, sum(p.bytes) AS bytes,
                       CASE WHEN min(p.rows) < 0 THEN -1 ELSE sum(p.rows) END AS rows
                FROM dataset_version p
                WHERE p.version_id = v.version_id
                   OR p.dataset = v.dataset AND p.number BETWEEN v.base AND v.number - 1) AS whole
            """;

    static final String VERSIONS = VERSION + """
             WHERE v.dataset = :name AND (:state::text IS NULL OR v.state = :state)
            ORDER BY v.number DESC NULLS FIRST, v.version_id DESC LIMIT :limit OFFSET :offset""";

    static final String COUNT_VERSIONS =
            "SELECT count(*) FROM dataset_version v WHERE v.dataset = :name AND (:state::text IS NULL OR v.state = :state)";

    static final String NUMBERED = VERSION + " WHERE v.dataset = ANY (:names) AND v.number = ANY (:numbers)";

    static final String BY_ID = VERSION + " WHERE v.version_id = :id AND " + SEEN;

    static final String QUARANTINED = VERSION + " WHERE v.state = 'quarantined' AND " + SEEN
            + " ORDER BY v.version_id DESC LIMIT :limit OFFSET :offset";

    static final String COUNT_QUARANTINED =
            "SELECT count(*) FROM dataset_version v JOIN dataset d ON d.name = v.dataset"
                    + " WHERE v.state = 'quarantined' AND " + SEEN;

    static final String TAGS = """
            SELECT dataset, tag, number, moved_by, moved_at FROM dataset_tag WHERE dataset = ANY (:names) ORDER BY dataset, tag""";

    /** The files of a version, with those of the versions that it adds to; of these nothing else. */
    static final String CONTENT = """
            SELECT v.number, v.version_id, v.files, CASE WHEN v.version_id = :id THEN v.columns ELSE '[]' END AS columns,
                   CASE WHEN v.version_id = :id THEN v.meta ELSE '{}' END AS meta
            FROM dataset_version v
            WHERE v.dataset = :name AND (v.version_id = :id OR v.number BETWEEN :base AND :number)
            ORDER BY v.number NULLS LAST""";

    static final String CHECKS = """
            SELECT name, passed, summary, details, sample FROM dataset_check WHERE version_id = :id ORDER BY passed, name""";

    private static final String USE = """
            SELECT DISTINCT u.dataset, u.number, u.what, r.dag_id, r.run_id, u.task_id, u.map_index
            FROM dataset_read u JOIN dag_run r USING (run_key)
            WHERE (:dags::text[] IS NULL OR r.dag_id = ANY (:dags::text[])) AND u.number > 0 AND
            """;

    /** What the attempt has read that staged a version. */
    static final String INPUTS = USE + """
             u.attempt_id = (SELECT v.attempt_id FROM dataset_version v WHERE v.version_id = :id) ORDER BY 1, 3 LIMIT 1000""";

    /** Who has read a version. */
    static final String READERS = USE + """
             u.dataset = :name AND u.number = :number ORDER BY 4, 5, 6, 7 LIMIT 1000""";

    /** What an instance of a task has read, whichever attempt of it. */
    static final String READ_BY = USE + """
             r.dag_id = :dag AND r.run_id = :run AND u.task_id = :task AND u.map_index = :map ORDER BY 1, 2, 3""";

    /** What an instance of a task has written. */
    static final String WRITTEN_BY = """
            SELECT v.version_id, v.dataset, v.number FROM dataset_version v JOIN dag_run r USING (run_key)
            WHERE r.dag_id = :dag AND r.run_id = :run AND v.task_id = :task AND v.map_index = :map ORDER BY 1""";

    private DatasetSql() {}
}
