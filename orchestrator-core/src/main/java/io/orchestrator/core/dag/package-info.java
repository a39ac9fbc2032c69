/** DAGs, their versions and the graph that the engine decides on. */
@NullMarked
package io.orchestrator.core.dag;

import org.jspecify.annotations.NullMarked;
