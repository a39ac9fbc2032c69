package io.orchestrator.web.audit;

import io.orchestrator.web.database.ReadRows;
import java.util.Optional;
import java.util.UUID;

/** Reads audit events. */
public interface AuditEventRows extends ReadRows<AuditEventRow, UUID> {

    Optional<AuditEventRow> findByNumber(long number);
}
