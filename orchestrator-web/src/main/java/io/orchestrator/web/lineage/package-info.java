/** Tells other systems what tasks have read and written. */
@NullMarked
package io.orchestrator.web.lineage;

import org.jspecify.annotations.NullMarked;
