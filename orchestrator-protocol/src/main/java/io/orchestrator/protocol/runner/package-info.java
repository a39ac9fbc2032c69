/** What a worker and its task runner say to each other over a Unix socket: one JSON object a line. */
@NullMarked
package io.orchestrator.protocol.runner;

import org.jspecify.annotations.NullMarked;
