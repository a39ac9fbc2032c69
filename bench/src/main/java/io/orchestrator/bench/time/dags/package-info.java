/** The DAGs of {@code bin/bench time}: they become a bundle of their own. */
@NullMarked
package io.orchestrator.bench.time.dags;

import org.jspecify.annotations.NullMarked;
