/** Features, declared once: as they were at any time, for training, and as they are now, for serving, by the same code. */
@NullMarked
package io.orchestrator.integration.duckdb.feature;

import org.jspecify.annotations.NullMarked;
