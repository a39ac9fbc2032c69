package io.orchestrator.web.run;

import io.orchestrator.web.layout.NotThere;
import org.springframework.stereotype.Component;

/** Finds the run that a page is about. */
@Component
public class DagRunFinder {

    private final DagRunRows runs;

    DagRunFinder(DagRunRows runs) {
        this.runs = runs;
    }

    /** @throws NotThere if there is no such run */
    public DagRunRow find(String dagId, String runId) {
        return runs.findByDagIdAndRunId(dagId, runId)
                .orElseThrow(() -> new NotThere("DAG “%s” has no run “%s”. Old runs are removed after their retention."
                        .formatted(dagId, runId)));
    }
}
