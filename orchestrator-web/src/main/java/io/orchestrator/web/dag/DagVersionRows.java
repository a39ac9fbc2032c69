package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;

/** Reads versions of DAGs. */
public interface DagVersionRows extends ReadRows<DagVersionRow, DagVersionRow.Key> {
    @Query("select new io.orchestrator.web.dag.VersionMoment(v.dagId, v.version, v.createdAt) from DagVersionRow v"
            + " where v.dagId in :dagIds and v.version in :versions")
    List<VersionMoment> moments(Collection<String> dagIds, Collection<Integer> versions);

    /** All versions of a DAG, newest first. */
    @Query("select new io.orchestrator.web.dag.VersionMoment(v.dagId, v.version, v.createdAt) from DagVersionRow v"
            + " where v.dagId = :dagId order by v.version desc")
    List<VersionMoment> moments(String dagId);
}
