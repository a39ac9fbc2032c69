package io.orchestrator.web.connection;

import io.orchestrator.web.database.ReadRows;

/** Reads connections. */
public interface ConnectionRows extends ReadRows<ConnectionRow, String> {}
