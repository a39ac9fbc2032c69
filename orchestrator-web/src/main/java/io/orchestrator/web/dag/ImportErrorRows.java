package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;
import java.util.UUID;

/** Reads import errors. */
public interface ImportErrorRows extends ReadRows<ImportErrorRow, UUID> {}
