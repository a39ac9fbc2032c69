/** Tests of data in tasks by DuckDB. */
@NullMarked
package io.orchestrator.integration.duckdb;

import org.jspecify.annotations.NullMarked;
