/** Tests of the cluster. */
@NullMarked
package io.orchestrator.bench.cluster;

import org.jspecify.annotations.NullMarked;
