/** The session's lease, renewed by heartbeats and judged by this machine's monotonic clock. */
@NullMarked
package io.orchestrator.worker.heartbeat;

import org.jspecify.annotations.NullMarked;
