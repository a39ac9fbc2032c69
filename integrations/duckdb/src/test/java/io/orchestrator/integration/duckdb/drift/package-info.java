/** Tests of drift and of what follows from it. */
@NullMarked
package io.orchestrator.integration.duckdb.drift;

import org.jspecify.annotations.NullMarked;
