/** Versions of datasets: what attempts publish, and what they read. */
@NullMarked
package io.orchestrator.core.dataset;

import org.jspecify.annotations.NullMarked;
