package io.orchestrator.web;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An engine that remembers what it was asked and answers what a test told it to. */
public final class FakeEngine implements Engine {

    private final List<Command<?>> asked = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Function<Command<?>, ?>> answers = new ConcurrentHashMap<>();

    /** From now on a command of this type gets this answer; the answer may throw a {@link CommandRefused}. */
    public <R, C extends Command<R>> void answer(Class<C> type, Function<C, R> answer) {
        answers.put(type, command -> answer.apply(type.cast(command)));
    }

    /** Forgets what it was asked and told. */
    public void reset() {
        asked.clear();
        answers.clear();
    }

    public List<Command<?>> asked() {
        return List.copyOf(asked);
    }

    public <C extends Command<?>> List<C> asked(Class<C> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    @SuppressWarnings("unchecked") // answer() took a function of the right type
    public <R> CompletableFuture<R> submit(Command<R> command) {
        asked.add(command);
        var answer = answers.get(command.getClass());
        if (answer == null) {
            return CompletableFuture.failedFuture(new CommandRefused(
                    CommandRefused.Kind.UNAVAILABLE, "The test told no answer to " + command.getClass()));
        }
        try {
            return CompletableFuture.completedFuture((R) answer.apply(command));
        } catch (CommandRefused refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public Health health() {
        return new Health(true, 3);
    }
}
