/** Assets: what tasks produce, the events that tell of it, and the DAGs that follow them. */
@NullMarked
package io.orchestrator.core.asset;

import org.jspecify.annotations.NullMarked;
