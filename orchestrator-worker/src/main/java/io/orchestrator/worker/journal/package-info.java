/** An account of what this worker did with each attempt, for whoever compares it with the database afterwards. */
@NullMarked
package io.orchestrator.worker.journal;

import org.jspecify.annotations.NullMarked;
