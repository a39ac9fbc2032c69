package io.orchestrator.core.engine;

import java.util.concurrent.CompletableFuture;

/**
 * A command in the inbox.
 *
 * @param tries how often it was handled before and had to be put back
 */
record Request<R>(Command<R> command, CompletableFuture<R> answer, int tries) {

    static <R> Request<R> of(Command<R> command) {
        return new Request<>(command, new CompletableFuture<>(), 0);
    }

    Request<R> again() {
        return new Request<>(command, answer, tries + 1);
    }

    void refuse(CommandRefused.Kind kind, String message) {
        answer.completeExceptionally(new CommandRefused(kind, message));
    }
}
