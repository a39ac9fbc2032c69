package io.orchestrator.runner;

import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.sdk.ElementSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** Writes down where elements come from. What is made of them stays code. */
final class ElementSpecs {

    private ElementSpecs() {}

    /** @param label what pages call an instance, or null: as its code does */
    static MapSpec of(List<ElementSource> sources, @Nullable String label) {
        return new MapSpec(sources.stream().map(ElementSpecs::source).toList(), label);
    }

    private static MapSpec.Source source(ElementSource source) {
        return switch (source) {
            case ElementSource.Output output -> new MapSpec.Output(output.taskId());
            case ElementSource.Values values -> new MapSpec.Values(array(values));
            case ElementSource.Zip zip ->
                new MapSpec.Zip(
                        zip.sources().stream().map(ElementSpecs::source).toList(),
                        zip.longest() ? NullNode.getInstance() : null);
            case ElementSource.Concat concat ->
                new MapSpec.Concat(
                        concat.sources().stream().map(ElementSpecs::source).toList());
            case ElementSource.Changed changed -> source(changed.source());
            case ElementSource.Filtered filtered -> source(filtered.source());
            case ElementSource.Named named -> source(named.source());
            case ElementSource.Onto onto ->
                new MapSpec.Onto(
                        source(onto.source()),
                        TaskValues.of(onto.base().getClass()).tree(onto.base()));
        };
    }

    private static ArrayNode array(ElementSource.Values values) {
        TaskValues type = TaskValues.of(values.values().getFirst().getClass());
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.values().forEach(value -> array.add(type.tree(value)));
        return array;
    }
}
