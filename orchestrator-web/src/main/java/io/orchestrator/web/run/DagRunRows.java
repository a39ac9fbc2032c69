package io.orchestrator.web.run;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads runs. */
public interface DagRunRows extends ReadRows<DagRunRow, Long> {
    Optional<DagRunRow> findByDagIdAndRunId(String dagId, String runId);

    List<DagRunRow> findByRunKeyIn(Collection<Long> runKeys);
}
