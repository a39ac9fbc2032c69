/** Slots of timetables in Java, in PostgreSQL. */
@NullMarked
package io.orchestrator.core.schedule.jdbc;

import org.jspecify.annotations.NullMarked;
