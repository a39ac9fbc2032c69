package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Patch;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.run.Notes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants to be true of task instances.
 *
 * @param state null: as it is
 * @param noted whether the note is to change
 * @param note null: none
 */
record MarkBody(
        @Nullable TaskState state,
        boolean noted,
        @Nullable String note,
        boolean upstream,
        boolean downstream,
        boolean past,
        boolean future) {

    private static final List<TaskState> STATES = List.of(TaskState.SUCCESS, TaskState.FAILED, TaskState.SKIPPED);
    private static final Set<String> REACH =
            Set.of("include_upstream", "include_downstream", "include_past", "include_future");
    static final Set<String> FIELDS = Query.names(REACH, "new_state", "note");

    static MarkBody of(JsonNode json, Query query) {
        // The mask names what changes; how far the change reaches counts in any case.
        Patch.of(
                json,
                query,
                Stream.concat(Stream.of("new_state", "note"), REACH.stream().sorted())
                        .toArray(String[]::new));
        return of(Body.of(json, FIELDS), query.texts("update_mask"));
    }

    /** @param mask empty: everything that was sent */
    static MarkBody of(Body body, List<String> mask) {
        var noted = body.has("note") && (mask.isEmpty() || mask.contains("note"));
        var state = mask.isEmpty() || mask.contains("new_state") ? state(body) : null;
        if (state == null && !noted) {
            throw Body.invalid("new_state", "It is missing: expected success, failed or skipped, or a note");
        }
        return new MarkBody(
                state,
                noted,
                body.text("note", Notes.LONGEST).orElse(null),
                body.flag("include_upstream", false),
                body.flag("include_downstream", false),
                body.flag("include_past", false),
                body.flag("include_future", false));
    }

    boolean reachesFurther() {
        return upstream || downstream || past || future;
    }

    private static @Nullable TaskState state(Body body) {
        return body.text("new_state")
                .map(text -> STATES.stream()
                        .filter(state -> state.key().equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                Body.invalid("new_state", "'%s' is none of: success, failed, skipped".formatted(text))))
                .orElse(null);
    }
}
