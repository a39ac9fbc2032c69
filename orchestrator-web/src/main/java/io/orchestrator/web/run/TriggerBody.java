package io.orchestrator.web.run;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.run.RunType;
import io.orchestrator.web.api.Body;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request for a new run. */
final class TriggerBody {

    private static final Set<String> FIELDS = Set.of(
            "dag_run_id",
            "logical_date",
            "data_interval_start",
            "data_interval_end",
            "run_after",
            "conf",
            "note",
            "partition_key");
    private static final int LONGEST_NOTE = 1000;

    private TriggerBody() {}

    static Command.Trigger read(String dagId, JsonNode json, String actor) {
        var body = Body.of(json, FIELDS);
        if (!body.has("logical_date")) {
            throw Body.invalid("logical_date", "It is missing: give a time, or null for a run without one");
        }
        for (var field : Set.of("run_after", "partition_key")) {
            if (body.value(field).isPresent()) {
                throw Body.invalid(field, "This is not supported yet: leave it out, or send null");
            }
        }
        var logicalDate = body.instant("logical_date").orElse(null);
        var start = body.instant("data_interval_start").orElse(null);
        var end = body.instant("data_interval_end").orElse(null);
        if ((start == null) != (end == null)) {
            throw Body.invalid(
                    start == null ? "data_interval_start" : "data_interval_end",
                    "Either both data_interval_start and data_interval_end must be given, or neither");
        }
        if (start != null && end != null && end.isBefore(start)) {
            throw Body.invalid("data_interval_end", "It is before data_interval_start");
        }
        return new Command.Trigger(
                dagId,
                runId(body),
                RunType.MANUAL,
                logicalDate,
                start,
                end,
                body.object("conf").orElseGet(JsonNodeFactory.instance::objectNode),
                body.text("note", LONGEST_NOTE).orElse(null),
                actor);
    }

    private static @Nullable String runId(Body body) {
        var runId = body.text("dag_run_id").orElse(null);
        if (runId != null && !RunIds.allowedByHand(runId)) {
            throw Body.invalid(
                    "dag_run_id",
                    "Expected 1 to 250 letters, digits and _ . ~ : + -, not beginning like a scheduled run's: scheduled__");
        }
        if ("~".equals(runId)) {
            throw Body.invalid("dag_run_id", "~ means all runs: choose another id");
        }
        return runId;
    }
}
