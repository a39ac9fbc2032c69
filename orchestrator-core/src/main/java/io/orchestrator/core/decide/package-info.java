/** Pure functions that decide: what follows in a run, what may start, and why not. */
@NullMarked
package io.orchestrator.core.decide;

import org.jspecify.annotations.NullMarked;
