/** Bundles in PostgreSQL. */
@NullMarked
package io.orchestrator.core.bundle.jdbc;

import org.jspecify.annotations.NullMarked;
