/** Tests of running suites of Great Expectations. */
@NullMarked
package io.orchestrator.integration.duckdb.gx;

import org.jspecify.annotations.NullMarked;
