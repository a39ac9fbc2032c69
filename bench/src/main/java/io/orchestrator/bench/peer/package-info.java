/** Other schedulers on the same PostgreSQL at the same job: chains of three tasks that do nothing. */
@NullMarked
package io.orchestrator.bench.peer;

import org.jspecify.annotations.NullMarked;
