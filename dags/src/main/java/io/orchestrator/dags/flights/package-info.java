/** The example pipeline: which flights will be late, learned from real flights of 2001. */
@NullMarked
package io.orchestrator.dags.flights;

import org.jspecify.annotations.NullMarked;
