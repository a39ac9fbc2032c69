/** A cluster of real processes on this machine: a PostgreSQL, servers and workers, each of which can be killed, paused and started again. */
@NullMarked
package io.orchestrator.bench.cluster;

import org.jspecify.annotations.NullMarked;
