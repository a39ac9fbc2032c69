/** Logs of attempts in PostgreSQL. */
@NullMarked
package io.orchestrator.core.log.jdbc;

import org.jspecify.annotations.NullMarked;
