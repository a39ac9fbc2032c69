/** Runs suites of Great Expectations as they are: JSON in, SQL on DuckDB, results in Great Expectations' own format. */
@NullMarked
package io.orchestrator.integration.duckdb.gx;

import org.jspecify.annotations.NullMarked;
