/** The engine's store in memory, for tests and simulations of the production loop. */
@NullMarked
package io.orchestrator.core.engine.memory;

import org.jspecify.annotations.NullMarked;
