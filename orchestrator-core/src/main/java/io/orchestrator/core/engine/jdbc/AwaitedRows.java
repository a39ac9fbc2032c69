package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs that tasks of other DAGs wait for, read. */
final class AwaitedRows {

    private AwaitedRows() {}

    static List<Optional<FoundRun>> find(Connection connection, List<Awaited> runs) throws SQLException {
        List<Integer> numbers = IntStream.range(0, runs.size()).boxed().toList();
        Columns<Integer> columns = Columns.of(numbers)
                .integer(number -> number)
                .text(number -> runs.get(number).dagId())
                .text(number -> runs.get(number).runId())
                .micros(number -> runs.get(number).date())
                .text(number -> runs.get(number).taskId());
        Map<Integer, FoundRun> found = new HashMap<>();
        Database.list(connection, RunSql.SELECT_AWAITED, columns, row -> take(found, row));
        return numbers.stream()
                .map(number -> Optional.ofNullable(found.get(number)))
                .toList();
    }

    /** One row for each state that instances of the task have there; at least one. */
    private static FoundRun take(Map<Integer, FoundRun> found, Row row) throws SQLException {
        FoundRun known = found.get(row.integer("number"));
        UpstreamCounts counts = known == null ? UpstreamCounts.NONE : known.task();
        String state = row.textOrNull("task_state");
        FoundRun run = new FoundRun(
                row.text("run_id"),
                DagRunState.of(row.text("state")),
                row.textOrNull("state_reason"),
                state == null ? counts : counts.plus(TaskState.of(state), row.integer("instances")));
        found.put(row.integer("number"), run);
        return run;
    }
}
