package io.orchestrator.web.dag;

import io.orchestrator.web.layout.NotThere;
import org.springframework.stereotype.Component;

/** Finds the DAG that a page is about. */
@Component
public class DagHeads {

    private final DagRows dags;
    private final DagScheduleRows schedules;

    DagHeads(DagRows dags, DagScheduleRows schedules) {
        this.dags = dags;
        this.schedules = schedules;
    }

    /** @throws NotThere if there is no such DAG */
    public DagHead head(String dagId) {
        return head(row(dagId));
    }

    DagHead head(DagRow dag) {
        var nextDue = schedules.findById(dag.dagId()).map(DagScheduleRow::nextDue);
        return DagHead.of(dag, nextDue.orElse(null));
    }

    DagRow row(String dagId) {
        return dags.findById(dagId)
                .orElseThrow(() -> new NotThere(
                        "There is no DAG “%s”. It may have been renamed, or its bundle has not been read yet: see the import errors."
                                .formatted(dagId)));
    }
}
