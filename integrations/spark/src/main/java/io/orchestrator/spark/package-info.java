/** Spark applications as tasks: local, on a cluster, followed without a slot. */
@NullMarked
package io.orchestrator.spark;

import org.jspecify.annotations.NullMarked;
