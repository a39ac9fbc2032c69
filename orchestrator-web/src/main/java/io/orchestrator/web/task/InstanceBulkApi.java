package io.orchestrator.web.task;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Bulk;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.JsonNode;

/** Marks many task instances in one request, each for itself. */
@ApiEndpoint
@Needs(Right.SEE)
class InstanceBulkApi {

    private static final Set<String> FIELDS =
            Query.names(MarkBody.FIELDS, "task_id", "map_index", "dag_id", "dag_run_id");

    private final Marks marks;
    private final Access access;

    InstanceBulkApi(Marks marks, Access access) {
        this.marks = marks;
        this.access = access;
    }

    @PatchMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances")
    @Needs(Right.OPERATE)
    Bulk.Answer change(
            @PathVariable String dagId, @PathVariable String runId, @RequestBody JsonNode json, Principal user) {
        return Bulk.carryOut(json, (part, entity) -> change(dagId, runId, part, entity, user.getName()));
    }

    private @Nullable String change(String dagId, String runId, Bulk.Part part, JsonNode entity, String actor) {
        if (part.action() != Bulk.Action.UPDATE) {
            throw ApiRefusal.of(
                    HttpStatus.METHOD_NOT_ALLOWED,
                    "Task instances are neither created nor deleted by hand: use update");
        }
        var body = Body.of(entity, FIELDS);
        var where = new Marks.Where(
                named(body, "dag_id", dagId),
                named(body, "dag_run_id", runId),
                body.text("task_id").orElseThrow(() -> Body.invalid("task_id", "It is missing: expected a text")),
                body.integer("map_index").orElse(null));
        access.check(where.dagId(), Right.OPERATE);
        try {
            marks.apply(where, MarkBody.of(body, part.mask()), actor);
        } catch (ApiRefusal refused) {
            if (refused.isNotFound() && part.otherwise() == Bulk.Otherwise.SKIP) {
                return null;
            }
            throw refused;
        }
        return "%s.%s.%s[%s]"
                .formatted(
                        where.dagId(), where.runId(), where.taskId(), where.mapIndex() == null ? -1 : where.mapIndex());
    }

    /** What the address names counts; only where that is {@code ~} the entity says it. */
    private static String named(Body body, String field, String inPath) {
        var inBody = body.text(field);
        if (!inPath.equals("~")) {
            if (!inBody.orElse(inPath).equals(inPath)) {
                throw Body.invalid(field, "It is '%s', but the address says '%s'".formatted(inBody.get(), inPath));
            }
            return inPath;
        }
        return inBody.orElseThrow(() -> Body.invalid(field, "It is missing, and the address says ~"));
    }
}
