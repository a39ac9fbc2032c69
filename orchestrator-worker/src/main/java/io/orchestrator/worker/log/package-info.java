/** Attempts' log lines on their way to the server, in numbered compressed pieces. */
@NullMarked
package io.orchestrator.worker.log;

import org.jspecify.annotations.NullMarked;
