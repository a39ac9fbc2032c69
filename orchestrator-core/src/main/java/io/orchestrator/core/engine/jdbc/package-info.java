/** The engine's store in PostgreSQL: named SQL, one round trip for each kind of row of a whole turn. */
@NullMarked
package io.orchestrator.core.engine.jdbc;

import org.jspecify.annotations.NullMarked;
