package io.orchestrator.web.pool;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.web.api.Body;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A pool, or changes of one, as they were sent. */
final class PoolBody {

    private static final Set<String> FIELDS = Set.of("name", "slots", "description", "include_deferred", "team_name");
    private static final Set<String> CHANGES =
            Set.of("name", "pool", "slots", "description", "include_deferred", "team_name");
    private static final int LONGEST_DESCRIPTION = 1000;

    private PoolBody() {}

    static Pool whole(JsonNode json) {
        var body = Body.of(json, FIELDS);
        checkTeam(body);
        return new Pool(
                name(json),
                body.integer("slots")
                        .map(PoolBody::checked)
                        .orElseThrow(() -> Body.invalid("slots", "It is missing: expected a number, -1 for no limit")),
                description(body),
                body.flag("include_deferred", false));
    }

    /**
     * @param nameField where the name may be sent again
     * @param mask the fields that count; empty: all that were sent
     */
    static Pool changed(Pool before, String nameField, JsonNode json, List<String> mask) {
        var body = Body.of(json, CHANGES);
        checkTeam(body);
        if (!body.text(nameField).orElse(before.name()).equals(before.name())) {
            throw Body.invalid(nameField, "A pool keeps its name, which tasks name: create another one");
        }
        return new Pool(
                before.name(),
                counts(body, mask, "slots")
                        ? body.integer("slots").map(PoolBody::checked).orElse(before.slots())
                        : before.slots(),
                counts(body, mask, "description") ? description(body) : before.description(),
                counts(body, mask, "include_deferred")
                        ? body.flag("include_deferred", before.includeDeferred())
                        : before.includeDeferred());
    }

    /** Also of a mere name. */
    static String name(JsonNode json) {
        if (json.isString()) {
            return json.stringValue();
        }
        return Body.of(json, CHANGES)
                .text("name")
                .orElseThrow(() -> Body.invalid("name", "It is missing: expected a text"));
    }

    private static boolean counts(Body body, List<String> mask, String field) {
        return body.has(field) && (mask.isEmpty() || mask.contains(field));
    }

    private static @Nullable String description(Body body) {
        return body.text("description", LONGEST_DESCRIPTION).orElse(null);
    }

    private static void checkTeam(Body body) {
        if (body.value("team_name").isPresent()) {
            throw Body.invalid("team_name", "There are no teams here: leave it out, or send null");
        }
    }

    private static int checked(int slots) {
        if (slots < -1) {
            throw Body.invalid("slots", "Expected a whole number from 0, or -1 for no limit");
        }
        return slots;
    }
}
