/** Quartz as an alarm clock: it rings, and decides nothing. */
@NullMarked
package io.orchestrator.core.schedule.quartz;

import org.jspecify.annotations.NullMarked;
