package io.orchestrator.testkit;

import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.testkit.Part.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a task does in a {@link DagScenario}. Without a script it succeeds at once and hands on null.
 *
 * <p>{@link #failsOnce}, {@link #runnerDies}, {@link #workerDies}, {@link #serverDies} and {@link #replyIsLost} are each about
 * one attempt: the first one about the next attempt of the task, whichever run it is of, the second one about the attempt
 * after that. All else holds for every attempt.
 */
public final class TaskScript {

    private final String name;
    private final Function<Object, JsonNode> toJson;
    private final @Nullable Consumer<Integer> newItem;
    private final TreeMap<Integer, TaskScript> items = new TreeMap<>();
    private final Deque<Attempt> next = new ArrayDeque<>();
    private Duration takes = Duration.ZERO;
    private @Nullable JsonNode output;
    private @Nullable Attempt always;
    private boolean code;
    private boolean said;
    private int begun;

    /**
     * What one attempt does instead of succeeding, or together with it.
     *
     * @param failure null: it succeeds, or skips itself
     * @param skip why it skips itself, or null
     */
    record Attempt(
            String words,
            @Nullable Failure failure,
            @Nullable String skip,
            Fault fault) {

        static Attempt failing(String words, Failure.Kind kind, String message) {
            return new Attempt(words, new Failure(kind, message, null), null, Fault.NONE);
        }

        static Attempt with(String words, Fault fault) {
            return new Attempt(words, null, null, fault);
        }
    }

    /**
     * @param name for messages
     * @param toJson writes what the task returns; throws if it cannot be that
     * @param newItem checks that the task may have such a map index; null: this is about one already
     */
    TaskScript(String name, Function<Object, JsonNode> toJson, @Nullable Consumer<Integer> newItem) {
        this.name = name;
        this.toJson = toJson;
        this.newItem = newItem;
    }

    /** How long each attempt takes; longer than its timeout, and it fails for that. */
    public TaskScript takes(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + ": it cannot take " + duration + "; say zero or more");
        }
        takes = duration;
        return saying();
    }

    /**
     * What it returns whenever it succeeds.
     *
     * @throws IllegalArgumentException if the task cannot return that
     */
    public TaskScript returns(Object value) {
        output = toJson.apply(value);
        return saying();
    }

    /** It calls its code, rather than doing as if, unless an attempt is told otherwise. */
    public TaskScript callsItsCode() {
        code = true;
        return saying();
    }

    /** One attempt fails; its retries follow. */
    public TaskScript failsOnce(String message) {
        return once(Attempt.failing("to fail with \"" + message + "\"", Failure.Kind.EXCEPTION, message));
    }

    /** So many attempts fail. */
    public TaskScript fails(int times, String message) {
        if (times < 1) {
            throw new IllegalArgumentException(name + ": it cannot fail " + times + " times; say 1 or more");
        }
        for (int i = 0; i < times; i++) {
            failsOnce(message);
        }
        return this;
    }

    /** Every attempt fails that is not told otherwise. */
    public TaskScript alwaysFails(String message) {
        always = Attempt.failing("to fail always", Failure.Kind.EXCEPTION, message);
        return saying();
    }

    /** Every attempt skips itself that is not told otherwise. */
    public TaskScript skipsItself(String reason) {
        always = new Attempt("to skip itself", null, reason, Fault.NONE);
        return saying();
    }

    /** The process of one attempt is killed; the worker lives, and the attempt has failed. */
    public TaskScript runnerDies() {
        return once(Attempt.failing(
                "that its process is killed", Failure.Kind.RUNNER_DIED, "the task's process was killed by signal 9"));
    }

    /** The worker of one attempt is killed when it would end: the attempt is lost with it, and costs no try. */
    public TaskScript workerDies() {
        return once(Attempt.with("that its worker dies", Fault.WORKER_DIES));
    }

    /** The server is killed when one attempt ends, before it hears of it; another server takes over. */
    public TaskScript serverDies() {
        return once(Attempt.with("that the server dies", Fault.SERVER_DIES));
    }

    /** The server hears of the end of one attempt, and its reply does not arrive: the worker says it again. */
    public TaskScript replyIsLost() {
        return once(Attempt.with("that a reply is lost", Fault.REPLY_LOST));
    }

    /**
     * What one instance of a mapped task does; this script then says nothing about it.
     *
     * @param mapIndex 0 for the first
     * @throws IllegalArgumentException if the task is not mapped
     */
    public TaskScript item(int mapIndex) {
        if (newItem == null) {
            throw new IllegalArgumentException(name + " is about one item already");
        }
        newItem.accept(mapIndex);
        return items.computeIfAbsent(mapIndex, index -> new TaskScript(name + ", item " + index, toJson, null));
    }

    private TaskScript once(Attempt attempt) {
        next.add(attempt);
        return saying();
    }

    private TaskScript saying() {
        said = true;
        return this;
    }

    /** The script that is about this instance. */
    TaskScript about(int mapIndex) {
        return items.getOrDefault(mapIndex, this);
    }

    /** An attempt begins; what it does other than succeeding, or null. */
    @Nullable
    Attempt begin() {
        begun++;
        return next.isEmpty() ? always : next.remove();
    }

    Duration duration() {
        return takes;
    }

    @Nullable
    JsonNode output() {
        return output;
    }

    boolean hasCode() {
        return code;
    }

    /** What of it was never used, as sentences. */
    void unused(Consumer<String> sink) {
        String had = begun == 0 ? "no attempt" : begun == 1 ? "one attempt" : begun + " attempts";
        if (!next.isEmpty()) {
            next.forEach(attempt ->
                    sink.accept(name + " was told " + attempt.words() + ", and had only " + had + " before that"));
        } else if (said && begun == 0) {
            sink.accept(name + " was told what to do, and had no attempt");
        }
        items.values().forEach(item -> item.unused(sink));
    }
}
