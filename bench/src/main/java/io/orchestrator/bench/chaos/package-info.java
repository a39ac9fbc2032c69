/** Chaos: a cluster at work, faults drawn from a seed, and in the end a verdict. */
@NullMarked
package io.orchestrator.bench.chaos;

import org.jspecify.annotations.NullMarked;
