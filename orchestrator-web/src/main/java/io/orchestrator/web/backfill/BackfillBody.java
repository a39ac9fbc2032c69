package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request for a backfill. */
final class BackfillBody {

    private static final Set<String> FIELDS = Set.of(
            "dag_id",
            "from_date",
            "to_date",
            "dag_run_conf",
            "max_active_runs",
            "reprocess_behavior",
            "run_backwards",
            "run_on_latest_version");
    private static final int USUAL_RUNS = 10;

    private BackfillBody() {}

    /** @param dryRun nothing is to be started */
    static Command.StartBackfill read(JsonNode json, boolean dryRun, String actor) {
        var body = Body.of(json, FIELDS);
        return new Command.StartBackfill(
                body.text("dag_id").orElseThrow(() -> missing("dag_id", "expected the id of a DAG")),
                date(body, "from_date"),
                date(body, "to_date"),
                reprocess(body.text("reprocess_behavior").orElse(Reprocess.NONE.key())),
                body.flag("run_backwards", false),
                body.flag("run_on_latest_version", true),
                body.value("max_active_runs").map(BackfillBody::number).orElse(USUAL_RUNS),
                body.object("dag_run_conf").orElseGet(JsonNodeFactory.instance::objectNode),
                dryRun,
                actor);
    }

    private static Instant date(Body body, String field) {
        return body.instant(field).orElseThrow(() -> missing(field, "expected a time like 2026-01-31T00:00:00Z"));
    }

    private static int number(JsonNode value) {
        if (!value.isInt() || value.intValue() < 1) {
            throw Body.invalid("max_active_runs", "Expected a whole number from 1");
        }
        return value.intValue();
    }

    private static Reprocess reprocess(String key) {
        return Arrays.stream(Reprocess.values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Body.invalid(
                        "reprocess_behavior",
                        "'%s' is none of: %s"
                                .formatted(
                                        key,
                                        Arrays.stream(Reprocess.values())
                                                .map(Reprocess::key)
                                                .collect(Collectors.joining(", ")))));
    }

    private static ApiRefusal missing(String field, String expected) {
        return Body.invalid(field, "It is missing: " + expected);
    }
}
