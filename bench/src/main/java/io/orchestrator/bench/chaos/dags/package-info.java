/** The DAGs that run while things break. They are made into a bundle of their own and know nothing of the rest of this module. */
@NullMarked
package io.orchestrator.bench.chaos.dags;

import org.jspecify.annotations.NullMarked;
