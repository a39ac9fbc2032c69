/** Datasets, their versions, and what did not pass its checks. */
@NullMarked
package io.orchestrator.web.dataset;

import org.jspecify.annotations.NullMarked;
