/** What a DAG author compiles against: DAGs, tasks, schedules and the context of a running task. */
@NullMarked
package io.orchestrator.sdk;

import org.jspecify.annotations.NullMarked;
