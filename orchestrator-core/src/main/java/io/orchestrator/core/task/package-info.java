/** Task instances, their attempts, and the one state machine that moves them. */
@NullMarked
package io.orchestrator.core.task;

import org.jspecify.annotations.NullMarked;
