package io.orchestrator.web.dag;

import io.orchestrator.web.api.Query;
import org.springframework.data.jpa.domain.Specification;

/** Filters DAGs by what their runs are like. */
public interface DagsByRuns {

    String[] PARAMETERS = {
        "dag_run_state",
        "last_dag_run_state",
        "dag_run_start_date_gte",
        "dag_run_start_date_gt",
        "dag_run_start_date_lte",
        "dag_run_start_date_lt",
        "dag_run_end_date_gte",
        "dag_run_end_date_gt",
        "dag_run_end_date_lte",
        "dag_run_end_date_lt"
    };

    Specification<DagRow> filter(Query query);
}
