/** Runs DAGs in JUnit tests: the production decider and loop, a store in memory, time that jumps. */
@NullMarked
package io.orchestrator.testkit;

import org.jspecify.annotations.NullMarked;
