package io.orchestrator.web.run;

import io.orchestrator.web.audit.AuditLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What people write about runs and task instances. A note moves no state: the engine gives a run its first one and leaves
 * notes alone from then on, so this is the one thing of a run that is written here.
 */
@Component
public class Notes {

    /** In characters, as in Airflow. */
    public static final int LONGEST = 1000;

    private static final String OF_RUN = "UPDATE dag_run SET note = :note WHERE dag_id = :dag AND run_id = :run";
    private static final String OF_TASK = """
            UPDATE task_instance SET note = :note
            WHERE run_key = (SELECT run_key FROM dag_run WHERE dag_id = :dag AND run_id = :run)
              AND task_id = :task AND map_index = :index
            """;

    private static final String RUN =
            "SELECT coalesce(note, '') AS note FROM dag_run WHERE dag_id = :dag AND run_id = :run";
    private static final String TASK = """
            SELECT coalesce(i.note, '') AS note FROM dag_run r JOIN task_instance i USING (run_key)
            WHERE r.dag_id = :dag AND r.run_id = :run AND i.task_id = :task AND i.map_index = :index
            """;

    private final JdbcClient database;
    private final AuditLog audit;

    Notes(JdbcClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Empty: there is no such run. An empty text: it has no note. */
    public Optional<String> ofRun(String dagId, String runId) {
        return database.sql(RUN)
                .param("dag", dagId)
                .param("run", runId)
                .query(String.class)
                .optional();
    }

    /** Empty: there is no such task instance. An empty text: it has no note. */
    public Optional<String> ofTask(String dagId, String runId, String taskId, int mapIndex) {
        return database.sql(TASK)
                .param("dag", dagId)
                .param("run", runId)
                .param("task", taskId)
                .param("index", mapIndex)
                .query(String.class)
                .optional();
    }

    /** @param note null: none any more */
    @Transactional
    public void ofRun(String dagId, String runId, @Nullable String note, String actor) {
        database.sql(OF_RUN)
                .param("note", note)
                .param("dag", dagId)
                .param("run", runId)
                .update();
        audit.add(AuditLog.Deed.of(actor, "run.note").onRun(dagId, runId));
    }

    /** @param note null: none any more */
    @Transactional
    public void ofTask(String dagId, String runId, String taskId, int mapIndex, @Nullable String note, String actor) {
        database.sql(OF_TASK)
                .param("note", note)
                .param("dag", dagId)
                .param("run", runId)
                .param("task", taskId)
                .param("index", mapIndex)
                .update();
        var index = JsonNodeFactory.instance.objectNode().put("map_index", mapIndex);
        audit.add(AuditLog.Deed.of(actor, "task.note")
                .onTask(dagId, runId, taskId)
                .with(index));
    }
}
