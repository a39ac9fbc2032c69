/** Connections in PostgreSQL. */
@NullMarked
package io.orchestrator.core.connection.jdbc;

import org.jspecify.annotations.NullMarked;
