/** Tests of events of OpenLineage. */
@NullMarked
package io.orchestrator.core.lineage;

import org.jspecify.annotations.NullMarked;
