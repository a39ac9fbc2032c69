@NullMarked
package io.orchestrator.web.metrics;

import org.jspecify.annotations.NullMarked;
