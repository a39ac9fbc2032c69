/** The outbox of notifications in PostgreSQL. */
@NullMarked
package io.orchestrator.core.notify.jdbc;

import org.jspecify.annotations.NullMarked;
