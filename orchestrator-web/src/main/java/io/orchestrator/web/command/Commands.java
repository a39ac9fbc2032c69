package io.orchestrator.web.command;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.CommandRefused.Kind;
import io.orchestrator.core.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands a command to the engine and waits until it is durable. */
@Component
public class Commands {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine;

    Commands(Engine engine) {
        this.engine = engine;
    }

    /**
     * The engine's answer.
     *
     * @throws CommandRefused if it cannot be granted; UNAVAILABLE also when there is no answer within 10 seconds
     */
    public <R> R await(Command<R> command) {
        return await(engine.submit(command));
    }

    /**
     * The engine's answers to commands that it gets together, in their order.
     *
     * @throws CommandRefused the first refusal; what became of the other commands is not known then
     */
    public <R> List<R> awaitAll(List<Command<R>> commands) {
        List<CompletableFuture<R>> answers =
                commands.stream().map(engine::submit).toList();
        return answers.stream().map(Commands::await).toList();
    }

    private static <R> R await(CompletableFuture<R> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandRefused(
                    Kind.UNAVAILABLE,
                    "The engine has not answered within %d seconds. It may still carry this out: look before you ask again."
                            .formatted(PATIENCE.toSeconds()));
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandRefused(Kind.UNAVAILABLE, "This server is stopping: ask again.");
        }
    }

    private static RuntimeException refusal(@Nullable Throwable cause) {
        return cause instanceof CommandRefused refused
                ? refused
                : new IllegalStateException("The engine failed to carry out a command", cause);
    }
}
