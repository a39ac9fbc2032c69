/** Pictures of DAG graphs: laid out once for each version, coloured for each answer. */
@NullMarked
package io.orchestrator.web.dag.layout;

import org.jspecify.annotations.NullMarked;
