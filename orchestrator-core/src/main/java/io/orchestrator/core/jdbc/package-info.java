/** How every JDBC class of the core reaches PostgreSQL: connections, transactions, arrays in, rows out. */
@NullMarked
package io.orchestrator.core.jdbc;

import org.jspecify.annotations.NullMarked;
