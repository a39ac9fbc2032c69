package io.orchestrator.web.run;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.dag.DagLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.JsonNode;

/** Triggers many runs of a DAG by one call, which Airflow's API cannot: for programs that begin hundreds in a second. */
@ApiEndpoint
@Needs(Right.SEE)
class RunBatchApi {

    private static final int MOST = 1000;

    private final DagLookup dags;
    private final Commands commands;

    RunBatchApi(DagLookup dags, Commands commands) {
        this.dags = dags;
        this.commands = commands;
    }

    /**
     * What became of the runs.
     *
     * @param created the ids of the new ones
     * @param existing the ids of those whose run id or logical date was taken: they are left as they are
     */
    record Triggered(List<String> created, List<String> existing) {}

    @Accepts(body = "dag_runs")
    @PostMapping("/api/v2/dags/{dagId}/dagRuns/batch")
    @Needs(Right.OPERATE)
    Triggered trigger(@PathVariable String dagId, @RequestBody JsonNode json, Principal user) {
        dags.find(dagId);
        var runs = Body.of(json, Set.of("dag_runs")).list("dag_runs");
        if (runs.isEmpty() || runs.size() > MOST) {
            throw Body.invalid("dag_runs", "It has %d runs: expected 1 to %d".formatted(runs.size(), MOST));
        }
        List<Command<Command.Triggered>> asked = new ArrayList<>();
        for (var run : runs) {
            asked.add(TriggerBody.read(dagId, run, user.getName()));
        }
        var triggered = new Triggered(new ArrayList<>(), new ArrayList<>());
        for (var answer : commands.awaitAll(asked)) {
            (answer.created() ? triggered.created() : triggered.existing())
                    .add(answer.run().runId());
        }
        return triggered;
    }
}
