/** Tells how far data is from a reference, and whether a model is to be trained again because of it. */
@NullMarked
package io.orchestrator.integration.duckdb.drift;

import org.jspecify.annotations.NullMarked;
