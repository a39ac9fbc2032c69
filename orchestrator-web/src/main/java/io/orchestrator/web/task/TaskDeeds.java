package io.orchestrator.web.task;

import io.orchestrator.web.database.Columns;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskView.Deed;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what people did to a task of a run. */
@Component
class TaskDeeds {

    private static final int SHOWN = 10;

    private static final String NEWEST = """
            SELECT at, actor, action FROM audit_event
            WHERE dag_id = :dag AND run_id = :run AND (task_id = :task OR task_id IS NULL)
            ORDER BY at DESC LIMIT :number
            """;

    private final JdbcClient database;

    TaskDeeds(JdbcClient database) {
        this.database = database;
    }

    /** The newest first; what was done to the whole run counts too. */
    List<Deed> about(DagRunRow run, String taskId) {
        return database.sql(NEWEST)
                .param("dag", run.dagId())
                .param("run", run.runId())
                .param("task", taskId)
                .param("number", SHOWN)
                .query((row, number) ->
                        new Deed(Columns.some(row, "at"), row.getString("actor"), row.getString("action")))
                .list();
    }
}
