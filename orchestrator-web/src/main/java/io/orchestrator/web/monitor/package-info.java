/** The pages that watch DAGs, runs and tasks together: the DAG list, the grid, the graph, a run. */
@NullMarked
package io.orchestrator.web.monitor;

import org.jspecify.annotations.NullMarked;
