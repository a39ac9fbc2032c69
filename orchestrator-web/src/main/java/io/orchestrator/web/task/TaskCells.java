package io.orchestrator.web.task;

import io.orchestrator.web.database.Columns;
import io.orchestrator.web.run.RunLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads task instances as grid and graph show them. */
@Component
public class TaskCells {

    /** The task instances of some tasks in some runs. */
    private static final String OF_TASKS = """
            SELECT run_key, task_id, map_index, state, try_number, started_at, ended_at
            FROM task_instance WHERE run_key IN (:runs) AND task_id IN (:tasks)
            """;

    /** All task instances of a run. */
    private static final String OF_RUN = """
            SELECT run_key, task_id, map_index, state, try_number, started_at, ended_at
            FROM task_instance WHERE run_key = :run
            """;

    /** Tasks that some runs have and the DAG's newest version has not. */
    private static final String OTHER_TASKS = """
            SELECT DISTINCT task_id FROM task_instance
            WHERE run_key IN (:runs) AND NOT task_id = ANY (:known) ORDER BY task_id
            """;

    private final JdbcClient database;

    TaskCells(JdbcClient database) {
        this.database = database;
    }

    /** The instances of some tasks in some runs, in no order. */
    public List<TaskCell> ofTasks(List<RunLine> runs, List<String> tasks) {
        if (runs.isEmpty() || tasks.isEmpty()) {
            return List.of();
        }
        return database.sql(OF_TASKS)
                .param("runs", runs.stream().map(RunLine::runKey).toList())
                .param("tasks", tasks)
                .query((row, number) -> cell(row))
                .list();
    }

    /** All instances of a run, in no order. */
    public List<TaskCell> ofRun(long runKey) {
        return database.sql(OF_RUN)
                .param("run", runKey)
                .query((row, number) -> cell(row))
                .list();
    }

    /** The ids of tasks that some runs have and that are not among the known ones. */
    public List<String> otherTasks(List<RunLine> runs, List<String> known) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return database.sql(OTHER_TASKS)
                .param("runs", runs.stream().map(RunLine::runKey).toList())
                .param("known", known.toArray(String[]::new))
                .query((row, number) -> row.getString("task_id"))
                .list();
    }

    private static TaskCell cell(ResultSet row) throws SQLException {
        return new TaskCell(
                row.getLong("run_key"),
                row.getString("task_id"),
                row.getInt("map_index"),
                row.getString("state"),
                row.getInt("try_number"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"));
    }
}
