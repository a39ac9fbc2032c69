package io.orchestrator.web.task;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.PrettyJson;
import io.orchestrator.web.run.DagRunRow;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what tasks returned. */
@Component
class TaskOutputs {

    private final TaskOutputRows rows;

    TaskOutputs(TaskOutputRows rows) {
        this.rows = rows;
    }

    /** What an attempt returned, cut to what a page shows at first; null: nothing. */
    TaskView.@Nullable Value beginning(DagRunRow run, String taskId, @Nullable UUID attemptId) {
        if (attemptId == null) {
            return null;
        }
        var href = Links.attempt(run.dagId(), run.runId(), taskId, attemptId) + "/output";
        return whole(run.runKey(), attemptId)
                .map(pretty -> TaskView.Value.of(pretty, href))
                .orElse(null);
    }

    Optional<String> whole(long runKey, UUID attemptId) {
        return rows.findById(new TaskOutputRow.Key(runKey, attemptId))
                .map(TaskOutputRow::value)
                .map(PrettyJson::of);
    }
}
