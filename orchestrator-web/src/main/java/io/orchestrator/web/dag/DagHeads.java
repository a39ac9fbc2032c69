package io.orchestrator.web.dag;

import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.web.layout.NotThere;
import org.springframework.stereotype.Component;

/** Finds the DAG that a page is about. */
@Component
public class DagHeads {

    private final DagRows dags;
    private final DagScheduleRows schedules;
    private final SlotStore slots;

    DagHeads(DagRows dags, DagScheduleRows schedules, SlotStore slots) {
        this.slots = slots;
        this.dags = dags;
        this.schedules = schedules;
    }

    /** @throws NotThere if there is no such DAG */
    public DagHead head(String dagId) {
        return head(row(dagId));
    }

    DagHead head(DagRow dag) {
        var nextDue = schedules.findById(dag.dagId()).map(DagScheduleRow::nextDue);
        var fails = slots.inForce(dag.dagId()).map(KnownSlots::error).isPresent();
        return DagHead.of(dag, nextDue.orElse(null), fails);
    }

    DagRow row(String dagId) {
        return dags.findById(dagId)
                .orElseThrow(() -> new NotThere(
                        "There is no DAG “%s”. It may have been renamed, or its bundle has not been read yet: see the import errors."
                                .formatted(dagId)));
    }
}
