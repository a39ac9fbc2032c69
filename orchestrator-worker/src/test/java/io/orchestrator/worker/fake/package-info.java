/** A server that speaks the worker protocol and can be told to misbehave. */
@NullMarked
package io.orchestrator.worker.fake;

import org.jspecify.annotations.NullMarked;
