package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a task's own weight becomes the one that orders starting. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WeightRule.Downstream.class, name = "downstream"),
    @JsonSubTypes.Type(value = WeightRule.Upstream.class, name = "upstream"),
    @JsonSubTypes.Type(value = WeightRule.Absolute.class, name = "absolute"),
    @JsonSubTypes.Type(value = WeightRule.Formula.class, name = "formula")
})
public sealed interface WeightRule {

    /** Its own weight and those of all tasks that come after it, each once: long chains start early. The default. */
    record Downstream() implements WeightRule {}

    /** Its own weight and those of all tasks that come before it, each once: runs are finished before others begin. */
    record Upstream() implements WeightRule {}

    /** Its own weight. */
    record Absolute() implements WeightRule {}

    /**
     * A weight that changes with the try and the map index: {@code base + perTry * try + perMapIndex * index}, but no less
     * than {@code least}. The task's own weight is not used.
     */
    record Formula(int base, int perTry, int perMapIndex, int least) implements WeightRule {}
}
