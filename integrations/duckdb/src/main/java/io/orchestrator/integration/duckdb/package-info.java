/** Data in tasks by DuckDB: SQL over dataset versions, column lineage, profiles. */
@NullMarked
package io.orchestrator.integration.duckdb;

import org.jspecify.annotations.NullMarked;
