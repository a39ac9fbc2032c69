package io.orchestrator.web.asset;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The events that a run has taken. */
@ApiEndpoint
@Needs(Right.SEE)
class UpstreamEventApi {

    private static final String TAKEN =
            "SELECT event_id FROM asset_event_taken WHERE run_key = :run AND NOT passed_over";

    private final RunLookup runs;
    private final JdbcClient database;
    private final AssetEventRows events;
    private final AssetAnswers answers;

    UpstreamEventApi(RunLookup runs, JdbcClient database, AssetEventRows events, AssetAnswers answers) {
        this.runs = runs;
        this.database = database;
        this.events = events;
        this.answers = answers;
    }

    @GetMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/upstreamAssetEvents")
    AssetApi.Events list(@PathVariable String dagId, @PathVariable String runId) {
        var run = runs.find(dagId, runId);
        var ids = database.sql(TAKEN)
                .param("run", run.runKey())
                .query((row, number) -> row.getLong("event_id"))
                .list();
        var rows = events.findAll(
                (row, query, build) ->
                        ids.isEmpty() ? build.disjunction() : row.get("eventId").in(ids),
                Sort.by("eventId"));
        var told = answers.ofEvents(rows);
        return new AssetApi.Events(told, told.size());
    }
}
