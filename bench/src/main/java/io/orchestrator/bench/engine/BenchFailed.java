package io.orchestrator.bench.engine;

import org.jspecify.annotations.Nullable;

/** A measurement could not be taken; the message is one sentence for the person at the terminal. */
public final class BenchFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchFailed(String message) {
        super(message);
    }

    public BenchFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
