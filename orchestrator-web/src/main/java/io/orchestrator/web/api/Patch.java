package io.orchestrator.web.api;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A body that changes some fields; {@code update_mask} may say that of those which were sent only some count. */
public final class Patch {

    private Patch() {}

    /**
     * The fields that count.
     *
     * @throws ApiRefusal if a field is not known, in the body or in the mask
     */
    public static Body of(JsonNode json, Query query, String... fields) {
        var body = Body.of(json, Set.of(fields));
        var mask = query.texts("update_mask");
        for (var name : mask) {
            if (!List.of(fields).contains(name)) {
                throw Query.invalid(
                        "update_mask", "'%s' cannot be changed; possible are: %s".formatted(name, List.of(fields)));
            }
        }
        var counting = mask.isEmpty() ? body : body.only(Set.copyOf(mask));
        if (counting.isEmpty()) {
            throw Body.invalid("", "Nothing is to be changed: send at least one of %s".formatted(List.of(fields)));
        }
        return counting;
    }
}
