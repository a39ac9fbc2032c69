/** The audit log in PostgreSQL. */
@NullMarked
package io.orchestrator.core.audit.jdbc;

import org.jspecify.annotations.NullMarked;
