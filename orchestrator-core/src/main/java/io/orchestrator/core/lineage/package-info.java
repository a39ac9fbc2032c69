/** Tells other systems, in OpenLineage's words, which versions of datasets tasks have read and written. */
@NullMarked
package io.orchestrator.core.lineage;

import org.jspecify.annotations.NullMarked;
