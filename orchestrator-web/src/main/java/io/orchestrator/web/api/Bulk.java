package io.orchestrator.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.error.Refusals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Many changes in one request, each for itself: one that is refused is told among the errors, and stops no other. */
public final class Bulk {

    private static final Set<String> FIELDS =
            Set.of("action", "entities", "update_mask", "action_on_existence", "action_on_non_existence");
    private static final int MOST = 1000;

    private Bulk() {}

    /** What can be done; the words of the API in lower case. */
    public enum Action {
        CREATE,
        UPDATE,
        DELETE
    }

    /** What to do with an entity that is there already, or is not there. */
    public enum Otherwise {
        FAIL,
        SKIP,
        OVERWRITE
    }

    /**
     * One group of changes.
     *
     * @param mask the fields that count; empty: all that were sent
     */
    public record Part(Action action, List<JsonNode> entities, List<String> mask, Otherwise otherwise) {

        /**
         * Whether to go on with an entity, or else to skip it.
         *
         * @param there whether it is there now
         * @param taken the refusal if it must not be
         * @param missing the refusal if it has to be
         */
        public boolean goesOn(boolean there, Supplier<ApiRefusal> taken, Supplier<ApiRefusal> missing) {
            if (there != (action == Action.CREATE) || otherwise == Otherwise.OVERWRITE) {
                return true;
            }
            if (otherwise == Otherwise.FAIL) {
                throw there ? taken.get() : missing.get();
            }
            return false;
        }
    }

    /** What became of the changes of one kind. */
    public record Done(List<String> success, List<Error> errors) {}

    public record Error(
            String error, @JsonProperty("status_code") int statusCode) {}

    public record Answer(
            @Nullable Done create,
            @Nullable Done update,
            @Nullable Done delete) {}

    /** Carries out one change. */
    public interface Change {

        /**
         * @return the name of what was changed, or null: it was skipped, as asked for
         * @throws ApiRefusal if it cannot be
         */
        @Nullable
        String apply(Part part, JsonNode entity);
    }

    public static Answer carryOut(JsonNode json, Change change) {
        var done = new EnumMap<Action, Done>(Action.class);
        var parts = Body.of(json, Set.of("actions")).list("actions").stream()
                .map(Bulk::part)
                .toList();
        if (parts.stream().mapToInt(part -> part.entities().size()).sum() > MOST) {
            throw Body.invalid("actions", "Expected at most %d entities in one request".formatted(MOST));
        }
        for (var part : parts) {
            var answer = done.computeIfAbsent(part.action(), action -> new Done(new ArrayList<>(), new ArrayList<>()));
            part.entities().forEach(entity -> carryOut(part, entity, change, answer));
        }
        return new Answer(done.get(Action.CREATE), done.get(Action.UPDATE), done.get(Action.DELETE));
    }

    private static void carryOut(Part part, JsonNode entity, Change change, Done answer) {
        try {
            var name = change.apply(part, entity);
            if (name != null) {
                answer.success().add(name);
            }
        } catch (ApiRefusal refused) {
            answer.errors().add(new Error(refused.sentence(), refused.status().value()));
        } catch (CommandRefused refused) {
            answer.errors()
                    .add(new Error(
                            Refusals.sentence(refused),
                            Refusals.status(refused.kind()).value()));
        }
    }

    private static Part part(JsonNode json) {
        var body = Body.of(json, FIELDS);
        var action =
                word(body, "action", Map.of("create", Action.CREATE, "update", Action.UPDATE, "delete", Action.DELETE));
        if (action == null) {
            throw Body.invalid("action", "It is missing: expected create, update or delete");
        }
        if (body.value("entities").isEmpty()) {
            throw Body.invalid("entities", "It is missing: expected a list");
        }
        var mask = body.list("update_mask").stream().map(JsonNode::asString).toList();
        return new Part(action, body.list("entities"), mask, otherwise(body, action));
    }

    private static Otherwise otherwise(Body body, Action action) {
        var chosen = action == Action.CREATE
                ? word(
                        body,
                        "action_on_existence",
                        Map.of("fail", Otherwise.FAIL, "skip", Otherwise.SKIP, "overwrite", Otherwise.OVERWRITE))
                : word(body, "action_on_non_existence", Map.of("fail", Otherwise.FAIL, "skip", Otherwise.SKIP));
        return chosen == null ? Otherwise.FAIL : chosen;
    }

    private static <T> @Nullable T word(Body body, String field, Map<String, T> words) {
        var text = body.text(field);
        if (text.isEmpty()) {
            return null;
        }
        var found = words.get(text.get());
        if (found == null) {
            throw Body.invalid(
                    field,
                    "'%s' is none of: %s"
                            .formatted(
                                    text.get(),
                                    String.join(
                                            ", ",
                                            words.keySet().stream().sorted().toList())));
        }
        return found;
    }
}
