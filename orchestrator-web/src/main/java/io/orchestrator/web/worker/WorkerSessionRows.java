package io.orchestrator.web.worker;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads worker sessions. */
public interface WorkerSessionRows extends ReadRows<WorkerSessionRow, UUID> {
    List<WorkerSessionRow> findBySessionIdIn(Collection<UUID> sessionIds);

    List<WorkerSessionRow> findByStateInOrderByNameAsc(Collection<String> states);
}
