/** A PostgreSQL of its own: unpacked, initialised, started, watched and stopped from this JVM. */
@NullMarked
package io.orchestrator.postgres;

import org.jspecify.annotations.NullMarked;
