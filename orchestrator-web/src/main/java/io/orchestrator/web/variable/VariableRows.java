package io.orchestrator.web.variable;

import io.orchestrator.web.database.ReadRows;

/** Reads variables. */
public interface VariableRows extends ReadRows<VariableRow, String> {}
