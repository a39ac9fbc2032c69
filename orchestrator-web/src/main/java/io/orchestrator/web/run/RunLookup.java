package io.orchestrator.web.run;

import io.orchestrator.web.api.ApiRefusal;
import org.springframework.stereotype.Component;

/** Finds the run that an address names, or refuses. */
@Component
public class RunLookup {

    private final DagRunRows runs;

    RunLookup(DagRunRows runs) {
        this.runs = runs;
    }

    /** @throws ApiRefusal if there is none */
    public DagRunRow find(String dagId, String runId) {
        return runs.findByDagIdAndRunId(dagId, runId)
                .orElseThrow(() -> ApiRefusal.notFound(
                        "The DagRun with dag_id: `%s` and run_id: `%s` was not found".formatted(dagId, runId)));
    }
}
