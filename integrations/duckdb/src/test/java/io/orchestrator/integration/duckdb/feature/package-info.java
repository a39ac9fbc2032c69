/** Tests of features. */
@NullMarked
package io.orchestrator.integration.duckdb.feature;

import org.jspecify.annotations.NullMarked;
