/** Brings every line that user code writes, by whatever way, into the attempt's log. */
@NullMarked
package io.orchestrator.runner.log;

import org.jspecify.annotations.NullMarked;
