/** When runs are due: pure calendar code, and the pass that creates due runs. */
@NullMarked
package io.orchestrator.core.schedule;

import org.jspecify.annotations.NullMarked;
