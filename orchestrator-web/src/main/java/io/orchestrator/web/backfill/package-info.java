/** Backfills: asked for, watched, paused and cancelled. */
@NullMarked
package io.orchestrator.web.backfill;

import org.jspecify.annotations.NullMarked;
