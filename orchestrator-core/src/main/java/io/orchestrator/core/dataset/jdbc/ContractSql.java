package io.orchestrator.core.dataset.jdbc;

/** Statements about who counts on a dataset. Parameters: its name. */
final class ContractSql {

    private static final String USES = """
            FROM asset_use u JOIN dag d ON d.dag_id = u.dag_id LEFT JOIN bundle b ON b.bundle = ANY (ARRAY[d.bundle])
            """;
    private static final String OF_DATASET = """
            WHERE u.kind = 'asset' AND u.name = asked.dataset AND u.uri = 'dataset:' || asked.dataset AND d.active
            """;

    /**
     * Who writes it and who reads it, by the versions in force, and what their DAGs say of it. A reader that says nothing counts on
     * what was promised when its bundle was deployed: by the version that is in force, if that was so then, else by the newest before.
     */
    static final String SELECT_USES = """
            WITH asked AS (SELECT ?::text AS dataset)
            SELECT found.role, found.dag_id, found.task_id, coalesce(found.said, promised.contract) AS contract
            FROM asked CROSS JOIN LATERAL (
                SELECT u.role, u.dag_id, u.task_id, b.deployed_at, (
                    SELECT c.value::text FROM dag_version v, jsonb_array_elements(v.graph -> 'contracts') c
                    WHERE v.dag_id = d.dag_id AND v.version = d.version AND c.value ->> 'dataset' = asked.dataset
                    LIMIT 1) AS said
            """ + USES + OF_DATASET + """
                    AND u.role IN ('outlet', 'inlet') LIMIT 1000) AS found
            LEFT JOIN LATERAL (
                SELECT c.value::text AS contract
            """ + USES + """
                JOIN dag_version v ON v.dag_id = ANY (ARRAY[d.dag_id]), jsonb_array_elements(v.graph -> 'contracts') c
            """ + OF_DATASET + """
                    AND u.role = 'outlet' AND found.role = 'inlet' AND c.value ->> 'dataset' = asked.dataset
                    AND v.created_at <= found.deployed_at
                ORDER BY (v.version = d.version AND b.deployed_at <= found.deployed_at) IS TRUE DESC, v.created_at DESC, v.version DESC
                LIMIT 1) AS promised ON true
            ORDER BY found.role, found.dag_id, found.task_id""";

    /** Which tasks read it, by the versions in force. */
    static final String SELECT_READERS = """
            WITH asked AS (SELECT ?::text AS dataset)
            SELECT found.reader FROM asked CROSS JOIN LATERAL (
                SELECT u.dag_id || '.' || u.task_id AS reader
            """ + USES + OF_DATASET + """
                    AND u.role = 'inlet' LIMIT 50) AS found
            ORDER BY found.reader""";

    private ContractSql() {}
}
