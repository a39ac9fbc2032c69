/** How fast the engine is: real processes under load, yardsticks of the same PostgreSQL around every sample. */
@NullMarked
package io.orchestrator.bench.engine;

import org.jspecify.annotations.NullMarked;
