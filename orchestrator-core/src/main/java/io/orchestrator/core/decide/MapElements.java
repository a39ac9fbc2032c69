package io.orchestrator.core.decide;

import io.orchestrator.protocol.graph.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The elements that one instance of a mapped task is given. */
public final class MapElements {

    private MapElements() {}

    /** Where the elements of what a task returned are found. */
    public interface Outputs {

        int length(String taskId);

        JsonNode element(String taskId, int index);

        /** Of whole lists, or objects. */
        static Outputs of(Function<String, JsonNode> lists) {
            return new Outputs() {
                @Override
                public int length(String taskId) {
                    return lists.apply(taskId).size();
                }

                @Override
                public JsonNode element(String taskId, int index) {
                    return MapElements.element(lists.apply(taskId), index);
                }
            };
        }
    }

    /** One element of each source, in the order of the sources. The last source changes fastest from instance to instance. */
    public static List<JsonNode> at(MapSpec mapping, int mapIndex, Outputs outputs) {
        List<JsonNode> elements = new ArrayList<>();
        int rest = mapIndex;
        for (MapSpec.Source source : mapping.sources().reversed()) {
            int length = length(source, outputs);
            elements.addFirst(element(source, rest % length, outputs));
            rest /= length;
        }
        return elements;
    }

    private static int length(MapSpec.Source source, Outputs outputs) {
        return (int) MapLists.length(new MapSpec(List.of(source)), outputs::length);
    }

    private static JsonNode element(MapSpec.Source source, int index, Outputs outputs) {
        return switch (source) {
            case MapSpec.Output output -> outputs.element(output.taskId(), index);
            case MapSpec.Values values -> element(values.values(), index);
            case MapSpec.Concat concat -> concatenated(concat, index, outputs);
            case MapSpec.Zip zip -> zipped(zip, index, outputs);
            case MapSpec.Onto onto -> onto(onto.base(), element(onto.source(), index, outputs));
        };
    }

    /** An object's elements are pairs of key and value. */
    public static JsonNode element(JsonNode list, int index) {
        return list.isObject()
                ? list.propertyStream()
                        .skip(index)
                        .map(field -> JsonNodeFactory.instance
                                .arrayNode()
                                .add(field.getKey())
                                .add(field.getValue()))
                        .findFirst()
                        .orElseThrow()
                : list.required(index);
    }

    /** What is no object is given on as it is: whoever reads it says what was expected. */
    private static JsonNode onto(JsonNode base, JsonNode element) {
        if (!element.isObject()) {
            return element;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        base.propertyStream().forEach(field -> both.set(field.getKey(), field.getValue()));
        element.propertyStream().forEach(field -> both.set(field.getKey(), field.getValue()));
        return both;
    }

    private static JsonNode concatenated(MapSpec.Concat concat, int index, Outputs outputs) {
        int rest = index;
        for (MapSpec.Source source : concat.sources()) {
            int length = length(source, outputs);
            if (rest < length) {
                return element(source, rest, outputs);
            }
            rest -= length;
        }
        throw new IllegalArgumentException("the sources have no element " + index);
    }

    private static JsonNode zipped(MapSpec.Zip zip, int index, Outputs outputs) {
        ArrayNode together = JsonNodeFactory.instance.arrayNode();
        for (MapSpec.Source source : zip.sources()) {
            JsonNode fill = zip.fill();
            boolean there = fill == null || index < length(source, outputs);
            together.add(there ? element(source, index, outputs) : fill);
        }
        return together;
    }
}
