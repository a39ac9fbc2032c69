/** Runs of past dates that somebody asks for: which dates, in which order, and when it is over. */
@NullMarked
package io.orchestrator.core.backfill;

import org.jspecify.annotations.NullMarked;
