/** The servers that share one database: each owns some of the DAGs for as long as its lease lives. */
@NullMarked
package io.orchestrator.core.server;

import org.jspecify.annotations.NullMarked;
