/** Bundle builds and their jars, fetched once and kept by content hash. */
@NullMarked
package io.orchestrator.worker.bundle;

import org.jspecify.annotations.NullMarked;
