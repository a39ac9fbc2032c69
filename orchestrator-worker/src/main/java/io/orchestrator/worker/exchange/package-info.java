/** The client side of the worker protocol: calls over HTTP, the held message connection, reports kept until acknowledged. */
@NullMarked
package io.orchestrator.worker.exchange;

import org.jspecify.annotations.NullMarked;
