/** The DAG of the tests' bundle; runs in child JVMs, never in the test's own. */
@NullMarked
package io.orchestrator.worker.tasks;

import org.jspecify.annotations.NullMarked;
