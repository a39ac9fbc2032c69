/** How fast data is checked, and features are joined with labels, beside what DuckDB alone needs. */
@NullMarked
package io.orchestrator.bench.data;

import org.jspecify.annotations.NullMarked;
