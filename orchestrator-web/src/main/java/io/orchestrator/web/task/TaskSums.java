package io.orchestrator.web.task;

import io.orchestrator.web.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tasks of a run, each with all its instances together: as many rows as tasks and states, not as instances. */
@Component
public class TaskSums {

    private static final String OF_RUN = """
            SELECT run_key, task_id, state, count(*) AS number, max(map_index) AS map_index, max(try_number) AS try_number,
                   max(max_tries) AS max_tries, min(scheduled_at) AS scheduled_at, min(started_at) AS started_at,
                   CASE WHEN bool_and(started_at IS NULL OR ended_at IS NOT NULL) THEN max(ended_at) END AS ended_at,
                   min(state_reason) AS reason
            FROM task_instance WHERE run_key = :run GROUP BY run_key, task_id, state
            """;

    private final JdbcClient database;

    TaskSums(JdbcClient database) {
        this.database = database;
    }

    /** By task id, in no order. */
    public Map<String, TaskSum> of(long runKey) {
        Map<String, TaskSum> sums = new LinkedHashMap<>();
        database.sql(OF_RUN)
                .param("run", runKey)
                .query((row, number) -> sums.merge(row.getString("task_id"), sum(row), TaskSum::both))
                .list();
        return sums;
    }

    private static TaskSum sum(ResultSet row) throws SQLException {
        return new TaskSum(
                TaskCells.cell(row),
                row.getInt("map_index") >= 0,
                Columns.instant(row, "scheduled_at"),
                Objects.requireNonNullElse(row.getString("reason"), ""),
                row.getInt("max_tries") + 1);
    }
}
