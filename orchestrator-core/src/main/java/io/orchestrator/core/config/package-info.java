/** Builds every object of the core, on one page. */
@NullMarked
package io.orchestrator.core.config;

import org.jspecify.annotations.NullMarked;
