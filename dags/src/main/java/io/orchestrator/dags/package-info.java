/** Small DAGs that show one thing each: a retry, a fan-out, a failure. */
@NullMarked
package io.orchestrator.dags;

import org.jspecify.annotations.NullMarked;
