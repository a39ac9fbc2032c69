/** DAG runs and their state machine. */
@NullMarked
package io.orchestrator.core.run;

import org.jspecify.annotations.NullMarked;
