/** {@code bin/bench ui}: how soon pages and API answer when there is a year's work in the tables. */
@NullMarked
package io.orchestrator.bench.ui;

import org.jspecify.annotations.NullMarked;
