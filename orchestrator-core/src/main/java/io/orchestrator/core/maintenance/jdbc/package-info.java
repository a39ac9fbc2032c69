/** Chores in the database, each a method that does one pass. */
@NullMarked
package io.orchestrator.core.maintenance.jdbc;

import org.jspecify.annotations.NullMarked;
