package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.ExceptionRule;
import io.orchestrator.sdk.TaskDefinition.Hooks;
import io.orchestrator.sdk.TaskDefinition.Jvm;
import io.orchestrator.sdk.TaskDefinition.Limits;
import io.orchestrator.sdk.TaskDefinition.Past;
import io.orchestrator.sdk.TaskDefinition.Retry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that were set on a task, a group or a DAG. */
final class OptionValues {

    private final Map<OptionKey<?>, Object> values = new HashMap<>();

    <V> void set(OptionKey<? extends @Nullable V> key, V value) {
        values.put(key, value);
    }

    void addRule(ExceptionRule rule) {
        List<ExceptionRule> rules = new ArrayList<>(get(OptionKey.EXCEPTIONS));
        rules.add(rule);
        values.put(OptionKey.EXCEPTIONS, List.copyOf(rules));
    }

    // Sound: set took a value of the key's type.
    @SuppressWarnings("unchecked")
    <V extends @Nullable Object> V get(OptionKey<V> key) {
        Object value = values.get(key);
        return value == null ? key.usual() : (V) value;
    }

    /** What is not set here is as it is there; rules for exceptions are asked here first. */
    OptionValues orElse(OptionValues outer) {
        OptionValues both = new OptionValues();
        both.values.putAll(outer.values);
        both.values.putAll(values);
        List<ExceptionRule> rules = new ArrayList<>(get(OptionKey.EXCEPTIONS));
        rules.addAll(outer.get(OptionKey.EXCEPTIONS));
        both.values.put(OptionKey.EXCEPTIONS, List.copyOf(rules));
        return both;
    }

    Retry retry() {
        return new Retry(
                get(OptionKey.RETRIES),
                get(OptionKey.RETRY_DELAY),
                get(OptionKey.FACTOR),
                get(OptionKey.MAX_DELAY),
                get(OptionKey.JITTER));
    }

    Jvm jvm() {
        return new Jvm(get(OptionKey.HEAP), get(OptionKey.JVM_OPTIONS), get(OptionKey.FRESH_JVM));
    }

    Limits limits() {
        return new Limits(
                get(OptionKey.POOL),
                get(OptionKey.POOL_SLOTS),
                get(OptionKey.MAX_ACTIVE),
                get(OptionKey.MAX_ACTIVE_IN_RUN));
    }

    @Nullable
    Past past() {
        boolean downstream = get(OptionKey.PAST_DOWNSTREAM);
        boolean skipping = get(OptionKey.PAST_BEFORE_SKIPPING);
        return get(OptionKey.PAST) || downstream || skipping ? new Past(downstream, skipping) : null;
    }

    Hooks hooks() {
        return new Hooks(
                get(OptionKey.ON_SUCCESS), get(OptionKey.ON_FAILURE), get(OptionKey.ON_RETRY), get(OptionKey.ON_SKIP));
    }
}
