/** The worker protocol, version 1: what servers and workers say to each other over HTTP, as JSON. */
@NullMarked
package io.orchestrator.protocol.worker;

import org.jspecify.annotations.NullMarked;
