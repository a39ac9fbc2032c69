/** Tests of what the benchmark and its DAGs are good for beside figures. */
@NullMarked
package io.orchestrator.bench.engine;

import org.jspecify.annotations.NullMarked;
