/** Slots that DAGs share. */
@NullMarked
package io.orchestrator.core.pool;

import org.jspecify.annotations.NullMarked;
