package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.CommandRefused;

/** How a call over the network ended for its caller. */
sealed interface Outcome<R> {

    record Answered<R>(R value) implements Outcome<R> {}

    record Refused<R>(CommandRefused.Kind kind, String message) implements Outcome<R> {}

    /** No answer within the caller's time limit: nobody knows what was done. */
    record Silence<R>() implements Outcome<R> {}
}
