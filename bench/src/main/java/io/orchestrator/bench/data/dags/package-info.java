/** The DAGs of the benchmarks with a cluster: chains with and without a dataset, and one that trains a model. */
@NullMarked
package io.orchestrator.bench.data.dags;

import org.jspecify.annotations.NullMarked;
