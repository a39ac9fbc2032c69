/** Variables in PostgreSQL. */
@NullMarked
package io.orchestrator.core.variable.jdbc;

import org.jspecify.annotations.NullMarked;
