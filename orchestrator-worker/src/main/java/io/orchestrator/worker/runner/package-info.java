/** Child JVMs: how they are started, handed an attempt, kept warm, and ended for certain. */
@NullMarked
package io.orchestrator.worker.runner;

import org.jspecify.annotations.NullMarked;
