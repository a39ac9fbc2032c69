/** Logs of attempts: compressed pieces, stored apart from the engine's hot rows. */
@NullMarked
package io.orchestrator.core.log;

import org.jspecify.annotations.NullMarked;
