package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;
import java.util.List;

/** Reads versions of DAGs. */
public interface DagVersionRows extends ReadRows<DagVersionRow, DagVersionRow.Key> {
    List<DagVersionRow> findByDagIdOrderByVersionDesc(String dagId);
}
