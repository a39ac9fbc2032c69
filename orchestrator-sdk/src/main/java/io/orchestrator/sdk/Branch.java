package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.Decision;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what goes on for each value that a task returns. What no {@code when} names goes on in any case; what is named, and not
 * chosen, is skipped, unless it comes after something chosen.
 *
 * @param <K> an enum, {@code Boolean}, {@code String}, {@code Integer} or {@code Long}
 */
public final class Branch<K> {

    private static final Set<Type> KEYS =
            Set.of(String.class, Boolean.class, boolean.class, Integer.class, int.class, Long.class, long.class);

    private final Task<?> task;
    private final boolean several;
    private final @Nullable ClockQuestion question;
    private final Map<String, List<Step>> choices = new LinkedHashMap<>();
    private @Nullable List<Step> otherwise;

    Branch(Task<?> task, boolean several) {
        this.task = task;
        this.several = several;
        this.question = null;
    }

    Branch(Task<?> task, ClockQuestion question) {
        this.task = task;
        this.several = false;
        this.question = question;
    }

    /** For this value these go on, none or more; they come after the task by this. */
    public Branch<K> when(K value, Step... steps) {
        task.open("when");
        String key = value instanceof Enum<?> constant ? constant.name() : value.toString();
        if (choices.putIfAbsent(key, follow(steps)) != null) {
            throw task.refuse("its branch has two choices for " + key + "; name all steps in one when");
        }
        return this;
    }

    /** For any value that no {@code when} names these go on, none or more. Without it, such a value fails the task. */
    public Branch<K> otherwise(Step... steps) {
        task.open("otherwise");
        otherwise = follow(steps);
        return this;
    }

    private List<Step> follow(Step... steps) {
        for (Step step : steps) {
            task.dag().steps().own(task.id(), "a choice", step).after(task);
        }
        return List.of(steps);
    }

    Decision define(@Nullable Type output) {
        if (choices.isEmpty()) {
            throw DagDefinitionException.of("it is a branch without choices; say what follows with when(value, tasks)");
        }
        if (question != null) {
            requireComplete(Boolean.class);
            return new Decision.Clock(question, decided());
        }
        Type key = several && output instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : output;
        requireComplete(key);
        return decided();
    }

    /** The task itself, to be put behind others. */
    public Task<?> task() {
        return task;
    }

    private Decision.Branch decided() {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        choices.forEach((value, steps) -> ids.put(value, ids(steps)));
        return new Decision.Branch(ids, otherwise == null ? null : ids(otherwise));
    }

    private void requireComplete(@Nullable Type key) {
        Object[] constants = key instanceof Class<?> type ? type.getEnumConstants() : null;
        if (constants == null && !KEYS.contains(key)) {
            throw DagDefinitionException.of("it is a branch on '" + (key == null ? "nothing" : key.getTypeName())
                    + "'; return an enum, a boolean, a String, an int or a long");
        }
        List<String> missing = new ArrayList<>();
        if (constants != null) {
            Arrays.stream(constants).forEach(one -> missing.add(((Enum<?>) one).name()));
        } else if (key == Boolean.class || key == boolean.class) {
            missing.addAll(List.of("true", "false"));
        }
        missing.removeAll(choices.keySet());
        if (otherwise == null && !missing.isEmpty()) {
            throw DagDefinitionException.of("its branch has no choice for " + String.join(", ", missing)
                    + "; add when(...) for each, or otherwise(...)");
        }
    }

    private static List<String> ids(List<Step> steps) {
        return steps.stream()
                .map(step -> switch (step) {
                    case Task<?> one -> one.id();
                    case Group group -> group.id();
                })
                .toList();
    }
}
