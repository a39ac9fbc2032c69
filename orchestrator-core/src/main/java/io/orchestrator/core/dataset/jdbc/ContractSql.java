package io.orchestrator.core.dataset.jdbc;

/** Statements about who counts on a dataset. Parameters: its name. */
final class ContractSql {

    private static final String USES = """
            FROM asset_use u JOIN dag d ON d.dag_id = u.dag_id
            WHERE u.kind = 'asset' AND u.name = asked.dataset AND u.uri = 'dataset:' || asked.dataset AND d.active""";

    /** Who writes it and who reads it, by the versions in force, and what their DAGs say of it. */
    static final String SELECT_USES = """
            WITH asked AS (SELECT ?::text AS dataset)
            SELECT found.role, found.dag_id, found.task_id, found.contract
            FROM asked CROSS JOIN LATERAL (
                SELECT u.role, u.dag_id, u.task_id, (
                    SELECT c.value::text FROM dag_version v, jsonb_array_elements(v.graph -> 'contracts') c
                    WHERE v.dag_id = d.dag_id AND v.version = d.version AND c.value ->> 'dataset' = asked.dataset
                    LIMIT 1) AS contract
            """ + USES + """
                    AND u.role IN ('outlet', 'inlet') LIMIT 1000) AS found
            ORDER BY found.role, found.dag_id, found.task_id""";

    /** Which tasks read it, by the versions in force. */
    static final String SELECT_READERS = """
            WITH asked AS (SELECT ?::text AS dataset)
            SELECT found.reader FROM asked CROSS JOIN LATERAL (
                SELECT u.dag_id || '.' || u.task_id AS reader
            """ + USES + """
                    AND u.role = 'inlet' LIMIT 50) AS found
            ORDER BY found.reader""";

    private ContractSql() {}
}
