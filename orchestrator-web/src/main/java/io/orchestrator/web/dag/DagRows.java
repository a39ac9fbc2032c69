package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;

/** Reads DAGs. */
public interface DagRows extends ReadRows<DagRow, String> {}
