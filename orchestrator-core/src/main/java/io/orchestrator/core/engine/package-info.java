/** The engine loop: drain, decide, commit, answer, dispatch. */
@NullMarked
package io.orchestrator.core.engine;

import org.jspecify.annotations.NullMarked;
