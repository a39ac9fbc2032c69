/** The attempts that this worker holds: who waits, who runs, how each one ends. */
@NullMarked
package io.orchestrator.worker.slot;

import org.jspecify.annotations.NullMarked;
