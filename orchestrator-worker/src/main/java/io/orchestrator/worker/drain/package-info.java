/** Leaving in order: hand back what waits, let run what runs, flush, say goodbye. */
@NullMarked
package io.orchestrator.worker.drain;

import org.jspecify.annotations.NullMarked;
