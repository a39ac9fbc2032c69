package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Stream;

/** Which assets must have events before a run of a DAG that follows them begins. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AssetCondition.All.class, name = "all"),
    @JsonSubTypes.Type(value = AssetCondition.Any.class, name = "any"),
    @JsonSubTypes.Type(value = AssetCondition.Asset.class, name = "asset"),
    @JsonSubTypes.Type(value = AssetCondition.Alias.class, name = "alias"),
    @JsonSubTypes.Type(value = AssetCondition.Named.class, name = "named"),
    @JsonSubTypes.Type(value = AssetCondition.At.class, name = "at")
})
public sealed interface AssetCondition {

    /** The assets, aliases and references of the condition in order; what is there twice comes twice. */
    Stream<Leaf> leaves();

    /** All of several. */
    record All(List<AssetCondition> parts) implements AssetCondition {
        public All {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        @Override
        public Stream<Leaf> leaves() {
            return parts.stream().flatMap(AssetCondition::leaves);
        }
    }

    /** One of several is enough. */
    record Any(List<AssetCondition> parts) implements AssetCondition {
        public Any {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        @Override
        public Stream<Leaf> leaves() {
            return parts.stream().flatMap(AssetCondition::leaves);
        }
    }

    /** What stands for assets; also what a task produces or reads. */
    sealed interface Leaf extends AssetCondition {

        /** What people call it. */
        String label();

        @Override
        default Stream<Leaf> leaves() {
            return Stream.of(this);
        }
    }

    /** One asset. */
    record Asset(AssetSpec asset) implements Leaf {
        @Override
        public String label() {
            return asset.name();
        }
    }

    /** Whatever assets have been updated through this alias so far; none: it is never met. */
    record Alias(String name, String group) implements Leaf {
        public Alias {
            group = group == null ? "asset" : group;
        }

        @Override
        public String label() {
            return name;
        }
    }

    /** The active asset of this name, which another DAG declares. */
    record Named(String name) implements Leaf {
        @Override
        public String label() {
            return name;
        }
    }

    /** The active asset with this address, which another DAG declares. */
    record At(String uri) implements Leaf {
        @Override
        public String label() {
            return uri;
        }
    }
}
