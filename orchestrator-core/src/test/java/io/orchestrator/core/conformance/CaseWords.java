package io.orchestrator.core.conformance;

import io.orchestrator.core.task.TaskState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How cases write states and dates. */
final class CaseWords {

    private CaseWords() {}

    /** The state of a task instance in our words; a state that a task of ours cannot have is one of the same kind. */
    static TaskState stateOf(@Nullable String state) {
        return switch (state) {
            case null -> TaskState.NONE;
            default -> TaskState.of(state);
        };
    }

    /** Cases know no difference between a task that waits and one that is ready, unless they say so. */
    static @Nullable String text(TaskState state) {
        return state == TaskState.NONE || state == TaskState.SCHEDULED ? null : state.key();
    }

    static List<@Nullable String> texts(JsonNode states) {
        List<@Nullable String> texts = new ArrayList<>();
        states.valueStream().forEach(one -> texts.add(one.isNull() ? null : one.asString()));
        return texts;
    }

    /** The states of a case: a text, or an object or list by map index. */
    static Map<String, List<@Nullable String>> states(JsonNode states) {
        Map<String, List<@Nullable String>> all = new LinkedHashMap<>();
        states.propertyStream().forEach(task -> {
            JsonNode value = task.getValue();
            List<@Nullable String> one = new ArrayList<>();
            if (value.isArray() || value.isObject()) {
                one.addAll(texts(value));
            } else {
                one.add(value.isNull() ? null : value.asString());
            }
            all.put(task.getKey(), one);
        });
        return all;
    }

    /** A day, or an instant. */
    static @Nullable Instant date(JsonNode text) {
        if (!text.isString()) {
            return null;
        }
        return text.asString().length() == 10
                ? LocalDate.parse(text.asString()).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text.asString());
    }
}
