package io.orchestrator.web.task;

import io.orchestrator.web.database.Columns;
import io.orchestrator.web.run.RunLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads task instances as grid and graph show them: a thousand items of a mapped task are a few rows. */
@Component
public class TaskCells {

    private static final String SUMS = """
            SELECT run_key, task_id, state, count(*) AS number, max(try_number) AS try_number,
                   min(started_at) AS started_at,
                   CASE WHEN bool_and(started_at IS NULL OR ended_at IS NOT NULL) THEN max(ended_at) END AS ended_at
            FROM task_instance
            """;

    /** The instances of some tasks in some runs, summed up by state. */
    private static final String OF_TASKS = SUMS + """
            WHERE run_key = ANY (:runs) AND task_id = ANY (:tasks) GROUP BY run_key, task_id, state
            """;

    /** All instances of a run, summed up by task and state. */
    private static final String OF_RUN = SUMS + """
            WHERE run_key = :run GROUP BY run_key, task_id, state
            """;

    /** The first items of some mapped tasks in some runs. */
    private static final String ITEMS = """
            SELECT run_key, task_id, map_index, state, 1 AS number, try_number, started_at, ended_at
            FROM task_instance
            WHERE run_key = ANY (:runs) AND task_id = ANY (:tasks) AND map_index BETWEEN 0 AND :most - 1
            """;

    /** How many items some mapped tasks have in whichever of some runs they have most. */
    private static final String LENGTHS = """
            SELECT t.task_id, max(i.map_index) + 1 AS length
            FROM unnest(:tasks) AS t (task_id) CROSS JOIN unnest(:runs) AS r (run_key)
            CROSS JOIN LATERAL (SELECT map_index FROM task_instance
                                WHERE run_key = r.run_key AND task_id = t.task_id
                                ORDER BY map_index DESC LIMIT 1) i
            GROUP BY t.task_id
            """;

    private final JdbcClient database;

    TaskCells(JdbcClient database) {
        this.database = database;
    }

    /** One place in the grid; item -1: all of the task. */
    public record Place(long runKey, String taskId, int item) {}

    /** The instances of some tasks in some runs. */
    public Map<Place, TaskCell> ofTasks(List<RunLine> runs, Collection<String> tasks) {
        if (runs.isEmpty() || tasks.isEmpty()) {
            return new HashMap<>();
        }
        return read(statement(OF_TASKS, runs, tasks));
    }

    /** All instances of a run, by task. */
    public Map<String, TaskCell> ofRun(long runKey) {
        Map<String, TaskCell> byTask = new HashMap<>();
        read(database.sql(OF_RUN).param("run", runKey)).forEach((place, cell) -> byTask.put(place.taskId(), cell));
        return byTask;
    }

    /** The first items of mapped tasks in some runs. */
    public Map<Place, TaskCell> items(List<RunLine> runs, Collection<String> tasks, int most) {
        Map<Place, TaskCell> items = new HashMap<>();
        if (!runs.isEmpty() && !tasks.isEmpty()) {
            statement(ITEMS, runs, tasks)
                    .param("most", most)
                    .query((row, number) -> items.put(
                            new Place(row.getLong("run_key"), row.getString("task_id"), row.getInt("map_index")),
                            cell(row)))
                    .list();
        }
        return items;
    }

    /** How many items mapped tasks have at most in some runs; a task that is not there has none. */
    public Map<String, Integer> lengths(List<RunLine> runs, Collection<String> tasks) {
        Map<String, Integer> lengths = new HashMap<>();
        if (!runs.isEmpty() && !tasks.isEmpty()) {
            statement(LENGTHS, runs, tasks)
                    .query((row, number) -> lengths.put(row.getString("task_id"), row.getInt("length")))
                    .list();
        }
        return lengths;
    }

    private JdbcClient.StatementSpec statement(String sql, List<RunLine> runs, Collection<String> tasks) {
        return database.sql(sql)
                .param("runs", runs.stream().map(RunLine::runKey).toArray(Long[]::new))
                .param("tasks", tasks.toArray(String[]::new));
    }

    private static Map<Place, TaskCell> read(JdbcClient.StatementSpec statement) {
        Map<Place, TaskCell> cells = new HashMap<>();
        statement
                .query((row, number) -> {
                    var cell = cell(row);
                    return cells.merge(new Place(cell.runKey(), cell.taskId(), -1), cell, TaskCell::both);
                })
                .list();
        return cells;
    }

    static TaskCell cell(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        return new TaskCell(
                row.getLong("run_key"),
                row.getString("task_id"),
                row.getString("state"),
                number,
                number,
                row.getInt("try_number"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"));
    }
}
