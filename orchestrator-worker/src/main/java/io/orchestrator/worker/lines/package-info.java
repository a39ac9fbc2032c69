/** Lines of bytes, read with an upper bound. */
@NullMarked
package io.orchestrator.worker.lines;

import org.jspecify.annotations.NullMarked;
