/** Figures for whoever watches the server: Prometheus asks for them. */
@NullMarked
package io.orchestrator.web.metrics;

import org.jspecify.annotations.NullMarked;
