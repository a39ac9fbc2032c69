package io.orchestrator.core.dataset.jdbc;

/** Statements that read versions as they are handed out. */
final class VersionSql {

    private static final String COLUMNS = """
            v.dataset, v.number, v.base, v.columns, v.meta, v.published_at, v.run_id, v.content_hash, v.held,
                (SELECT CASE WHEN min(p.rows) < 0 THEN -1 ELSE sum(p.rows) END FROM dataset_version p
                    WHERE p.dataset = v.dataset AND p.number BETWEEN v.base AND v.number) AS rows,
                ARRAY (SELECT t.tag FROM dataset_tag t WHERE t.dataset = v.dataset AND t.number = v.number ORDER BY t.tag)
                    AS tags""";

    /** A version. */
    static final String SELECT = "SELECT " + COLUMNS + """

            FROM dataset_version v WHERE v.dataset = ? AND v.number = ?""";

    /** The newest versions up to one. */
    static final String SELECT_UP_TO = "SELECT " + COLUMNS + """

            FROM dataset_version v WHERE v.dataset = ? AND v.number <= ? ORDER BY v.number DESC LIMIT ?""";

    /** The files of versions, of which those of a version that adds to others are among them. Parameters: dataset, from, to. */
    static final String SELECT_FILES = """
            SELECT v.number, v.files FROM dataset_version v
            WHERE v.dataset = ? AND v.number BETWEEN ? AND ? ORDER BY v.number""";

    private VersionSql() {}
}
