package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * That a task has one instance for each element of a list that is known only when the run is there. Several sources give the
 * product of their elements, the first one slowest.
 *
 * @param sources at least one; their elements are the task's first arguments
 * @param label what pages call an instance, or null: as its code does. {@code {{task_id}}}, {@code {{map_index}}} and
 *     {@code {{map_name}}}, which is what its code calls it, are replaced
 */
public record MapSpec(List<Source> sources, @Nullable String label) {

    /** Instances are called as their code does. */
    public MapSpec(List<Source> sources) {
        this(sources, null);
    }

    public MapSpec {
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    /** Where elements come from. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Output.class, name = "output"),
        @JsonSubTypes.Type(value = Values.class, name = "values"),
        @JsonSubTypes.Type(value = Zip.class, name = "zip"),
        @JsonSubTypes.Type(value = Concat.class, name = "concat"),
        @JsonSubTypes.Type(value = Onto.class, name = "onto")
    })
    public sealed interface Source {}

    /** The list that a task returns; of a mapped task, its instances' outputs. An object gives pairs of key and value. */
    public record Output(String taskId) implements Source {}

    /** Elements that the author wrote down: an array, or an object. */
    public record Values(JsonNode values) implements Source {}

    /**
     * Lists of the first elements, the second elements, and so on.
     *
     * @param fill stands for what shorter sources lack; without one (null here, as opposed to a JSON null), the shortest
     *     source decides the length
     */
    public record Zip(List<Source> sources, @Nullable JsonNode fill) implements Source {
        public Zip {
            sources = sources == null ? List.of() : List.copyOf(sources);
        }
    }

    /**
     * Each element, an object, laid over another one: what it does not have is as it is there. An element that is no object stays
     * as it is.
     *
     * @param base an object
     */
    public record Onto(Source source, JsonNode base) implements Source {}

    /** All elements of the first source, then those of the second, and so on. */
    public record Concat(List<Source> sources) implements Source {
        public Concat {
            sources = sources == null ? List.of() : List.copyOf(sources);
        }
    }
}
