/** Lineage in PostgreSQL. */
@NullMarked
package io.orchestrator.core.lineage.jdbc;

import org.jspecify.annotations.NullMarked;
