package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * An asset as a DAG names it. What it is, name and address say together; the rest is for people.
 *
 * @param uri normalized
 * @param group what kind of thing it is, such as {@code model}
 * @param extra whatever its author wants to be seen with it
 */
public record AssetSpec(
        String name,
        String uri,
        String group,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> extra) {

    public AssetSpec {
        group = group == null ? "asset" : group;
        extra = extra == null ? Map.of() : extra;
    }

    /** One of the usual group, whose address is its name. */
    public static AssetSpec of(String name) {
        return new AssetSpec(name, name, "asset", Map.of());
    }
}
