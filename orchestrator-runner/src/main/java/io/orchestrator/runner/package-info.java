/** What runs in a child JVM beside user code: describes a bundle's DAGs, and runs one task attempt at a time. */
@NullMarked
package io.orchestrator.runner;

import org.jspecify.annotations.NullMarked;
