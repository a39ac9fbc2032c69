package io.orchestrator.web.api;

import java.util.Map;
import java.util.Set;

/** Parameters of Airflow's operations that are refused here; a test finds what is missing or too much. */
public final class RefusedParameters {

    private static final Map<String, Set<String>> BY_OPERATION = Map.of(
            "get_dag_versions", Set.of("bundle_name", "bundle_version"),
            "get_dags", Set.of("timetable_type"),
            "get_mapped_task_instances",
                    Set.of(
                            "executor",
                            "operator",
                            "operator_name_pattern",
                            "pool",
                            "pool_name_pattern",
                            "queue",
                            "queue_name_pattern"),
            "get_task_instances",
                    Set.of(
                            "executor",
                            "operator",
                            "operator_name_pattern",
                            "pool",
                            "pool_name_pattern",
                            "queue",
                            "queue_name_pattern",
                            "task_group_id"),
            "get_xcom_entries",
                    Set.of(
                            "dag_display_name_pattern",
                            "logical_date_gt",
                            "logical_date_gte",
                            "logical_date_lt",
                            "logical_date_lte",
                            "run_after_gt",
                            "run_after_gte",
                            "run_after_lt",
                            "run_after_lte",
                            "run_id_pattern",
                            "task_id_pattern"));

    private RefusedParameters() {}

    /** @param operationId Airflow's name of the operation */
    public static Set<String> of(String operationId) {
        return BY_OPERATION.getOrDefault(operationId, Set.of());
    }
}
