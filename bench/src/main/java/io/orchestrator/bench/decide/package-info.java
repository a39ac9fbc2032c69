/** How fast the engine decides, without anything around it. */
@NullMarked
package io.orchestrator.bench.decide;

import org.jspecify.annotations.NullMarked;
