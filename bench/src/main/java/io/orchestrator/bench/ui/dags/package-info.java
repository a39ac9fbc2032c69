/** The DAGs of {@code bin/bench ui}: they become a bundle of their own. */
@NullMarked
package io.orchestrator.bench.ui.dags;

import org.jspecify.annotations.NullMarked;
