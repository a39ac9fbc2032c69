/** Bundles in PostgreSQL. */
@NullMarked
package io.orchestrator.core.dag.bundle.jdbc;

import org.jspecify.annotations.NullMarked;
