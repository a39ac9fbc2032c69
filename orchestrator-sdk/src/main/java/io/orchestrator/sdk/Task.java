package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.Jvm;
import io.orchestrator.sdk.TaskDefinition.Retry;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task while its DAG is being defined: pass it to another task to hand over its output, and set its options. Not usable
 * after {@link Dag#define} has returned.
 *
 * @param <T> the type of its output
 */
public final class Task<T extends @Nullable Object> {

    private final DagBuilder dag;
    private final String id;
    private final Serializable function;
    private final boolean returnsValue;
    private final TaskCode code;
    private final List<Task<?>> inputs;
    private final Set<Task<?>> after = new LinkedHashSet<>();

    private @Nullable String description;
    private @Nullable TypeRef<?> returning;
    private TriggerRule rule = TriggerRule.ALL_SUCCESS;
    private Retry retry = Retry.NONE;
    private @Nullable Duration timeout;
    private String queue = "default";
    private int priority = 1;
    private Jvm jvm = Jvm.WARM;

    Task(DagBuilder dag, String id, Serializable function, boolean returnsValue, TaskCode code, List<Task<?>> inputs) {
        this.dag = dag;
        this.id = id;
        this.function = function;
        this.returnsValue = returnsValue;
        this.code = code;
        this.inputs = inputs;
    }

    /** These come before, without handing over data. */
    public Task<T> after(Task<?>... others) {
        open("after");
        for (Task<?> other : others) {
            after.add(dag.own(id, "after", other));
        }
        return this;
    }

    /** These come after, without being handed data. */
    public Task<T> before(Task<?>... others) {
        open("before");
        for (Task<?> other : others) {
            dag.own(id, "before", other).after.add(this);
        }
        return this;
    }

    /** How many attempts may follow a failed first one; 0 unless set. */
    public Task<T> retries(int retries) {
        open("retries");
        check(() -> Checks.atLeast(0, "retries", retries));
        retry = new Retry(retries, retry.delay(), retry.factor(), retry.maxDelay(), retry.jitter());
        return this;
    }

    /** The wait before the first retry, and before each if it does not grow; 5 minutes unless set. */
    public Task<T> retryDelay(Duration delay) {
        open("retryDelay");
        check(() -> Checks.duration("retryDelay", delay));
        retry = new Retry(retry.retries(), delay, retry.factor(), retry.maxDelay(), retry.jitter());
        return this;
    }

    /**
     * The delay grows from retry to retry.
     *
     * @param factor what it is multiplied with each time, more than 1
     * @param maxDelay what it never exceeds
     */
    public Task<T> exponentialBackoff(double factor, Duration maxDelay) {
        open("exponentialBackoff");
        check(() -> Checks.duration("the maxDelay of exponentialBackoff", maxDelay));
        if (!(factor > 1 && factor <= 1000)) {
            throw refuse("the factor of exponentialBackoff is " + factor + "; use more than 1 and at most 1000");
        }
        retry = new Retry(retry.retries(), retry.delay(), factor, maxDelay, retry.jitter());
        return this;
    }

    /** Spreads the retry delay over [delay, 2 delay), so that tasks that failed together do not come back together. */
    public Task<T> jitter() {
        open("jitter");
        retry = new Retry(retry.retries(), retry.delay(), retry.factor(), retry.maxDelay(), true);
        return this;
    }

    /** How long one attempt may run; without limit unless set. */
    public Task<T> timeout(Duration timeout) {
        open("timeout");
        check(() -> Checks.duration("timeout", timeout));
        this.timeout = timeout;
        return this;
    }

    /** Only workers that serve this queue take the task; {@code default} unless set. */
    public Task<T> queue(String queue) {
        open("queue");
        if (!Checks.isId(queue)) {
            throw refuse("the queue '" + queue + "' has an illegal name; " + Checks.idMend());
        }
        this.queue = queue;
        return this;
    }

    /** Of tasks that could start, larger ones go first; 1 unless set. */
    public Task<T> priority(int priority) {
        open("priority");
        check(() -> Checks.atLeast(0, "priority", priority));
        this.priority = priority;
        return this;
    }

    /** When the task may start, judged by its direct upstream; {@link TriggerRule#ALL_SUCCESS} unless set. */
    public Task<T> rule(TriggerRule rule) {
        open("rule");
        this.rule = rule;
        return this;
    }

    /** The upper bound of the JVM's heap; the worker's default unless set. */
    public Task<T> heap(int megabytes) {
        open("heap");
        check(() -> Checks.atLeast(16, "heap", megabytes));
        jvm = new Jvm(megabytes, jvm.options(), jvm.fresh());
        return this;
    }

    /** Options for the JVM, such as {@code -XX:+UseZGC}; it is only shared with tasks that have the same. */
    public Task<T> jvmOptions(String... options) {
        open("jvmOptions");
        for (String option : options) {
            if (!option.startsWith("-") || option.startsWith("-Xmx") || option.isBlank()) {
                throw refuse("the JVM option '" + option
                        + "' is refused; write options that begin with '-', and the heap's size with heap(megabytes)");
            }
        }
        jvm = new Jvm(jvm.heapMegabytes(), List.of(options), jvm.fresh());
        return this;
    }

    /** Each attempt has a JVM of its own, which costs its start; unless set, a warm one is shared, one attempt at a time. */
    public Task<T> freshJvm() {
        open("freshJvm");
        jvm = new Jvm(jvm.heapMegabytes(), jvm.options(), true);
        return this;
    }

    /** Shown on the task's page, as Markdown. */
    public Task<T> description(String markdown) {
        open("description");
        this.description = markdown;
        return this;
    }

    /** Names the type of the output, where a lambda cannot say it: {@code new TypeRef<List<Flight>>() {}}. */
    public Task<T> returning(TypeRef<T> type) {
        open("returning");
        this.returning = type;
        return this;
    }

    String id() {
        return id;
    }

    DagBuilder dag() {
        return dag;
    }

    TaskDefinition define() {
        List<String> before = after.stream()
                .filter(task -> !inputs.contains(task))
                .map(Task::id)
                .toList();
        return new TaskDefinition(
                id,
                description,
                inputs.stream().map(Task::id).toList(),
                before,
                rule,
                outputType(),
                retry,
                timeout,
                queue,
                priority,
                jvm,
                code);
    }

    private @Nullable Type outputType() {
        if (!returnsValue) {
            return null;
        }
        try {
            Type type = returning != null ? returning.type() : ReturnType.of(function);
            if (type == Void.class) {
                return null;
            }
            ValueTypes.require(type);
            return type;
        } catch (DagDefinitionException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    private void open(String call) {
        dag.requireOpen("task '" + id + "'", call);
    }

    private void check(Runnable check) {
        try {
            check.run();
        } catch (DagDefinitionException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    private DagDefinitionException refuse(String message) {
        return DagDefinitionException.ofTask(dag.id(), id, message);
    }
}
