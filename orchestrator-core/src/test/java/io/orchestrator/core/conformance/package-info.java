/** Holds the engine's answers against tables of facts from other schedulers: one test per case. */
@NullMarked
package io.orchestrator.core.conformance;

import org.jspecify.annotations.NullMarked;
