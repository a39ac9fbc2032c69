package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** That a task decides, when it succeeds, which of the tasks after it are skipped. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DecisionSpec.Branch.class, name = "branch"),
    @JsonSubTypes.Type(value = DecisionSpec.ShortCircuit.class, name = "short_circuit"),
    @JsonSubTypes.Type(value = DecisionSpec.LatestOnly.class, name = "latest_only"),
    @JsonSubTypes.Type(value = DecisionSpec.Clock.class, name = "clock")
})
public sealed interface DecisionSpec {

    /**
     * Its output chooses what goes on. What goes on nevertheless: tasks that come after a chosen one.
     *
     * @param choices which tasks and groups each value of the output, or of its elements, chooses; of the direct followers, only
     *     those that are named here can be left out. Null: the output itself names what it chooses, as a text, a list of texts
     *     or null, and leaves out any other direct follower
     * @param otherwise what a value that has no choice chooses, or null: such a value is an error
     */
    record Branch(
            @Nullable Map<String, List<String>> choices,
            @Nullable List<String> otherwise) implements DecisionSpec {

        public Branch {
            choices = choices == null ? null : copy(choices);
            otherwise = otherwise == null ? null : List.copyOf(otherwise);
        }

        /** Its output names tasks and groups. */
        public Branch() {
            this(null, null);
        }

        private static Map<String, List<String>> copy(Map<String, List<String>> choices) {
            Map<String, List<String>> copy = new TreeMap<>();
            choices.forEach((value, steps) -> copy.put(value, List.copyOf(steps)));
            return Collections.unmodifiableMap(copy);
        }
    }

    /**
     * If its output is false, null, zero or empty, what comes after is skipped; teardowns never are.
     *
     * @param everything true: all tasks after it, whatever their rules; false: its direct followers, the others follow their
     *     own rules
     */
    record ShortCircuit(boolean everything) implements DecisionSpec {}

    /**
     * The engine answers a question about the time, and goes on as a branch that returned the answer.
     *
     * @param ofLogicalDate the question is about the run's logical date, if it has one; else about the moment of deciding
     * @param branch with choices for {@code true} and {@code false}
     */
    record Clock(ClockTest test, boolean ofLogicalDate, Branch branch) implements DecisionSpec {}

    /** Its direct followers are skipped if a later run of the DAG is due already. Never in a run by hand. */
    record LatestOnly() implements DecisionSpec {}
}
