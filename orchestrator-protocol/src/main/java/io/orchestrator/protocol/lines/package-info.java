/** Lines of bytes, read with an upper bound. */
@NullMarked
package io.orchestrator.protocol.lines;

import org.jspecify.annotations.NullMarked;
