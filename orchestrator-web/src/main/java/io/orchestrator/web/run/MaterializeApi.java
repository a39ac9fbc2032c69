package io.orchestrator.web.run;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs the DAG that produces an asset. */
@ApiEndpoint
class MaterializeApi {

    private static final String PRODUCERS = """
            SELECT DISTINCT u.dag_id
            FROM asset a JOIN asset_use u ON u.role = 'outlet' AND u.kind = 'asset' AND u.name = a.name AND u.uri = a.uri
            WHERE a.asset_id = :asset ORDER BY 1
            """;

    private final JdbcClient database;
    private final Access access;
    private final Commands commands;
    private final RunLookup lookup;
    private final RunAnswers answers;

    MaterializeApi(JdbcClient database, Access access, Commands commands, RunLookup lookup, RunAnswers answers) {
        this.database = database;
        this.access = access;
        this.commands = commands;
        this.lookup = lookup;
        this.answers = answers;
    }

    @PostMapping("/api/v2/assets/{assetId}/materialize")
    @Needs(Right.OPERATE)
    RunAnswer materialize(
            @PathVariable long assetId, @RequestBody(required = false) @Nullable JsonNode json, Principal user) {
        var producers = database.sql(PRODUCERS)
                .param("asset", assetId)
                .query((row, number) -> row.getString("dag_id"))
                .list();
        if (producers.isEmpty()) {
            throw ApiRefusal.notFound("No DAG materializes asset with ID: %d".formatted(assetId));
        }
        if (producers.size() > 1) {
            throw ApiRefusal.conflict("More than one DAG materializes asset with ID: %d".formatted(assetId));
        }
        var dagId = producers.getFirst();
        access.check(dagId, Right.OPERATE);
        var triggered = commands.await(TriggerBody.read(dagId, withDate(json), user.getName()));
        return answers.of(List.of(lookup.find(dagId, triggered.run().runId()))).getFirst();
    }

    /** Here the logical date may be left out. */
    private static JsonNode withDate(@Nullable JsonNode json) {
        var body = json == null || json.isNull() ? JsonNodeFactory.instance.objectNode() : json;
        if (body instanceof ObjectNode object && !object.has("logical_date")) {
            object.putNull("logical_date");
        }
        return body;
    }
}
