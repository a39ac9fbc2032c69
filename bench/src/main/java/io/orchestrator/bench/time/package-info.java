/** {@code bin/bench time}: how schedules and shares stand much at once. */
@NullMarked
package io.orchestrator.bench.time;

import org.jspecify.annotations.NullMarked;
