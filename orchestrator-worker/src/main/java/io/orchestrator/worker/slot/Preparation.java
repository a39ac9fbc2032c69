package io.orchestrator.worker.slot;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.worker.bundle.Bundle;
import io.orchestrator.worker.bundle.Bundles;
import io.orchestrator.worker.exchange.Backoff;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.ServerClient;
import io.orchestrator.worker.exchange.Servers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Gets what an attempt needs before it can run: its bundle, and its inputs where the assignment came without them. */
public final class Preparation {

    private final Servers servers;
    private final Bundles bundles;
    private final Executor fetching = Executors.newVirtualThreadPerTaskExecutor();

    public Preparation(Servers servers, Bundles bundles) {
        this.servers = servers;
        this.bundles = bundles;
    }

    /**
     * Done already if everything is here. It fails with the reason why something cannot be had.
     *
     * @param from who gave it, and knows its inputs
     */
    CompletableFuture<Prepared> prepare(LiveSession session, ServerClient from, Assignment assignment) {
        CompletableFuture<Bundle> bundle = bundles.get(session, assignment.build());
        if (assignment.inputs() != null) {
            return bundle.thenApply(ready -> new Prepared(assignment, ready));
        }
        CompletableFuture<Assignment> complete =
                CompletableFuture.supplyAsync(() -> withInputs(session, from, assignment), fetching);
        return bundle.thenCombine(complete, (ready, whole) -> new Prepared(whole, ready));
    }

    private Assignment withInputs(LiveSession session, ServerClient from, Assignment assignment) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        try {
            while (true) {
                try {
                    return assignment.withInputs(servers.any(
                            from, server -> server.inputs(session, assignment.attemptId(), assignment.dagId())));
                } catch (Unreachable e) {
                    if (session.awaitOver(backoff.next().toNanos())) {
                        throw new CompletionException(e);
                    }
                }
            }
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            throw new CompletionException(e);
        } catch (Refused | InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
