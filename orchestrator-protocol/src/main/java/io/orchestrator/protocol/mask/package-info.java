/** Keeps secrets out of what people can read. */
@NullMarked
package io.orchestrator.protocol.mask;

import org.jspecify.annotations.NullMarked;
