package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.ExceptionRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a task.
 *
 * @param name as authors write it
 * @param usual its value unless set
 */
record OptionKey<V extends @Nullable Object>(String name, V usual) {

    static final OptionKey<Integer> RETRIES = new OptionKey<>("retries", 0);
    static final OptionKey<Duration> RETRY_DELAY = new OptionKey<>("retryDelay", Duration.ofMinutes(5));
    static final OptionKey<Double> FACTOR = new OptionKey<>("exponentialBackoff", 1.0);
    static final OptionKey<Duration> MAX_DELAY = new OptionKey<>("maxDelay", Duration.ofHours(24));
    static final OptionKey<Boolean> JITTER = new OptionKey<>("jitter", false);
    static final OptionKey<List<ExceptionRule>> EXCEPTIONS = new OptionKey<>("exceptions", List.of());
    static final OptionKey<@Nullable Duration> TIMEOUT = new OptionKey<>("timeout", null);
    static final OptionKey<String> QUEUE = new OptionKey<>("queue", "default");
    static final OptionKey<List<String>> REQUIRES = new OptionKey<>("requires", List.of());
    static final OptionKey<Integer> PRIORITY = new OptionKey<>("priority", 1);
    static final OptionKey<WeightRule> WEIGHT_RULE = new OptionKey<>("weightRule", WeightRule.DOWNSTREAM);
    static final OptionKey<String> POOL = new OptionKey<>("pool", "default_pool");
    static final OptionKey<Integer> POOL_SLOTS = new OptionKey<>("pool slots", 1);
    static final OptionKey<@Nullable Integer> MAX_ACTIVE = new OptionKey<>("maxActive", null);
    static final OptionKey<@Nullable Integer> MAX_ACTIVE_IN_RUN = new OptionKey<>("maxActiveInRun", null);
    static final OptionKey<TriggerRule> RULE = new OptionKey<>("rule", TriggerRule.ALL_SUCCESS);
    static final OptionKey<@Nullable Integer> HEAP = new OptionKey<>("heap", null);
    static final OptionKey<List<String>> JVM_OPTIONS = new OptionKey<>("jvmOptions", List.of());
    static final OptionKey<Boolean> FRESH_JVM = new OptionKey<>("freshJvm", false);
    static final OptionKey<Boolean> PAST = new OptionKey<>("dependsOnPast", false);
    static final OptionKey<Boolean> PAST_DOWNSTREAM = new OptionKey<>("waitForDownstream", false);
    static final OptionKey<Boolean> PAST_BEFORE_SKIPPING = new OptionKey<>("waitForPastBeforeSkipping", false);
    static final OptionKey<@Nullable TaskHook<@Nullable Object>> ON_SUCCESS = new OptionKey<>("onSuccess", null);
    static final OptionKey<@Nullable TaskHook<Throwable>> ON_FAILURE = new OptionKey<>("onFailure", null);
    static final OptionKey<@Nullable TaskHook<Throwable>> ON_RETRY = new OptionKey<>("onRetry", null);
    static final OptionKey<@Nullable TaskHook<String>> ON_SKIP = new OptionKey<>("onSkip", null);
}
