package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.ExceptionRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that a task can have by itself, by its group or by its DAG. What is set nearest to the task counts.
 *
 * @param <S> what each call returns, to be called again
 */
public abstract sealed class TaskOptions<S extends TaskOptions<S>> permits Task, TaskDefaults {

    final OptionValues options = new OptionValues();

    TaskOptions() {}

    /** Refuses a call that comes too late. */
    abstract void open(String call);

    abstract DagDefinitionException refuse(String message);

    abstract S self();

    /** How many attempts may follow a failed first one; 0 unless set. */
    public S retries(int retries) {
        return set(OptionKey.RETRIES, retries, () -> Checks.atLeast(0, "retries", retries));
    }

    /** The wait before the first retry, and before each if it does not grow; 5 minutes unless set. */
    public S retryDelay(Duration delay) {
        return set(OptionKey.RETRY_DELAY, delay, () -> Checks.duration("retryDelay", delay));
    }

    /**
     * The delay grows from retry to retry.
     *
     * @param factor what it is multiplied with each time, more than 1
     * @param maxDelay what it never exceeds
     */
    public S exponentialBackoff(double factor, Duration maxDelay) {
        set(OptionKey.MAX_DELAY, maxDelay, () -> Checks.duration("the maxDelay of exponentialBackoff", maxDelay));
        return set(OptionKey.FACTOR, factor, () -> {
            if (!(factor > 1 && factor <= 1000)) {
                throw DagDefinitionException.of(
                        "the factor of exponentialBackoff is " + factor + "; use more than 1 and at most 1000");
            }
        });
    }

    /** Spreads the retry delay over [delay, 2 delay), so that tasks that failed together do not come back together. */
    public S jitter() {
        return set(OptionKey.JITTER, true);
    }

    /**
     * If this is thrown, or an exception that extends it, the next attempt starts after this delay; {@code retries} still says
     * how many there can be. Of several rules the first that fits counts.
     */
    public S retryOn(Class<? extends Throwable> type, Duration delay) {
        check("retryOn", () -> Checks.duration("the delay of retryOn", delay));
        options.addRule(new ExceptionRule(type, new ExceptionRule.Retry(delay)));
        return self();
    }

    /** If one of these is thrown, the task fails at once, whatever retries are left. */
    @SafeVarargs
    public final S failOn(Class<? extends Throwable>... types) {
        open("failOn");
        for (Class<? extends Throwable> type : types) {
            options.addRule(new ExceptionRule(type, new ExceptionRule.Fail()));
        }
        return self();
    }

    /** If one of these is thrown, the task is skipped. */
    @SafeVarargs
    public final S skipOn(Class<? extends Throwable>... types) {
        open("skipOn");
        for (Class<? extends Throwable> type : types) {
            options.addRule(new ExceptionRule(type, new ExceptionRule.Skip()));
        }
        return self();
    }

    /** How long one attempt may run; without limit unless set. */
    public S timeout(Duration timeout) {
        return set(OptionKey.TIMEOUT, timeout, () -> Checks.duration("timeout", timeout));
    }

    /** Only workers that serve this queue take the task; {@code default} unless set. */
    public S queue(String queue) {
        return set(OptionKey.QUEUE, queue, () -> Checks.id("queue", queue));
    }

    /** Only workers that have all of this take the task, such as {@code gpu}; nothing unless set. */
    public S requires(String... capabilities) {
        return set(OptionKey.REQUIRES, List.of(capabilities), () -> {
            for (String capability : capabilities) {
                Checks.id("capability", capability);
            }
        });
    }

    /** Of tasks that could start, larger ones go first; 1 unless set. */
    public S priority(int priority) {
        return set(OptionKey.PRIORITY, priority, () -> Checks.atLeast(0, "priority", priority));
    }

    /** What counts beside the task's own priority; {@link WeightRule#DOWNSTREAM} unless set. */
    public S weightRule(WeightRule rule) {
        return set(OptionKey.WEIGHT_RULE, rule);
    }

    /** Each attempt takes a slot of this pool, which bounds how many run at once across DAGs; {@code default_pool} unless set. */
    public S pool(String pool) {
        return pool(pool, 1);
    }

    /** @param slots how many slots of the pool one attempt takes */
    public S pool(String pool, int slots) {
        set(OptionKey.POOL_SLOTS, slots, () -> Checks.atLeast(1, "the slots of pool", slots));
        return set(OptionKey.POOL, pool, () -> Checks.id("pool", pool));
    }

    /** How many instances of the task may be queued or running at once in all runs of the DAG; without limit unless set. */
    public S maxActive(int instances) {
        return set(OptionKey.MAX_ACTIVE, instances, () -> Checks.atLeast(1, "maxActive", instances));
    }

    /** The same in one run: how many instances of a mapped task at once. */
    public S maxActiveInRun(int instances) {
        return set(OptionKey.MAX_ACTIVE_IN_RUN, instances, () -> Checks.atLeast(1, "maxActiveInRun", instances));
    }

    /** When the task may start, judged by its direct upstream; {@link TriggerRule#ALL_SUCCESS} unless set. */
    public S rule(TriggerRule rule) {
        return set(OptionKey.RULE, rule);
    }

    /** The task starts only once it succeeded, or was skipped, in the run before. The first run has no run before. */
    public S dependsOnPast() {
        return set(OptionKey.PAST, true);
    }

    /** As {@link #dependsOnPast}, and the tasks directly after it must have done so in the run before too. */
    public S waitForDownstream() {
        return set(OptionKey.PAST_DOWNSTREAM, true);
    }

    /** As {@link #dependsOnPast}, and the task is not even skipped before that. */
    public S waitForPastBeforeSkipping() {
        return set(OptionKey.PAST_BEFORE_SKIPPING, true);
    }

    /** The upper bound of the JVM's heap; the worker's default unless set. */
    public S heap(int megabytes) {
        return set(OptionKey.HEAP, megabytes, () -> Checks.atLeast(16, "heap", megabytes));
    }

    /** Options for the JVM, such as {@code -XX:+UseZGC}; it is only shared with tasks that have the same. */
    public S jvmOptions(String... jvmOptions) {
        return set(OptionKey.JVM_OPTIONS, List.of(jvmOptions), () -> {
            for (String option : jvmOptions) {
                if (!option.startsWith("-") || option.startsWith("-Xmx") || option.isBlank()) {
                    throw DagDefinitionException.of(
                            "the JVM option '" + option
                                    + "' is refused; write options that begin with '-', and the heap's size with heap(megabytes)");
                }
            }
        });
    }

    /** Each attempt has a JVM of its own, which costs its start; unless set, a warm one is shared, one attempt at a time. */
    public S freshJvm() {
        return set(OptionKey.FRESH_JVM, true);
    }

    /** Called when an attempt has succeeded, with its output; of a mapped task, with each instance's own. */
    public S onSuccess(TaskHook<@Nullable Object> hook) {
        return set(OptionKey.ON_SUCCESS, hook);
    }

    /**
     * Called when an attempt has failed and no other follows, with what it threw. Not called when a person marks the task, nor
     * when its process or worker died.
     */
    public S onFailure(TaskHook<Throwable> hook) {
        return set(OptionKey.ON_FAILURE, hook);
    }

    /** Called when an attempt has failed and another follows, with what it threw. */
    public S onRetry(TaskHook<Throwable> hook) {
        return set(OptionKey.ON_RETRY, hook);
    }

    /** Called when the task's code has skipped it, with the reason. */
    public S onSkip(TaskHook<String> hook) {
        return set(OptionKey.ON_SKIP, hook);
    }

    private <V> S set(OptionKey<? extends @Nullable V> key, V value) {
        open(key.name());
        options.set(key, value);
        return self();
    }

    private <V> S set(OptionKey<? extends @Nullable V> key, V value, Runnable check) {
        check(key.name(), check);
        return set(key, value);
    }

    void check(String call, Runnable check) {
        open(call);
        try {
            check.run();
        } catch (DagDefinitionException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }
}
