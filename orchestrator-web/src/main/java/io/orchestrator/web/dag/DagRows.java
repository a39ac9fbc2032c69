package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;

/** Reads DAGs. */
public interface DagRows extends ReadRows<DagRow, String> {

    List<DagRow> findByDagIdIn(Collection<String> dagIds);

    /** How many runs of a DAG are queued or running. */
    @Query(
            "select count(r) from DagRunRow r where r.dagId = :dagId and not r.settled and r.state in ('queued', 'running')")
    long activeRuns(String dagId);
}
