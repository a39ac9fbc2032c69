package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;

/** Reads schedules. */
public interface DagScheduleRows extends ReadRows<DagScheduleRow, String> {
    List<DagScheduleRow> findByDagIdIn(Collection<String> dagIds);
}
