/** Tells an OpenTelemetry collector of runs. */
@NullMarked
package io.orchestrator.web.trace;

import org.jspecify.annotations.NullMarked;
