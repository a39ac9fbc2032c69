package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunCounts;
import io.orchestrator.web.task.TaskItemsView.Item;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the items of a mapped task: a page of them, however many there are. */
@Component
class TaskItems {

    private static final int PAGE = 100;

    /** How many items of a task are in each state; none if it is not mapped. */
    private static final String COUNTS = """
            SELECT state, count(*) AS number FROM task_instance
            WHERE run_key = :run AND task_id = :task AND map_index >= 0 GROUP BY state
            """;

    private static final String FOUND = """
            FROM task_instance
            WHERE run_key = :run AND task_id = :task AND map_index >= 0 AND (:state = '' OR state = :state)
              AND (:text = '' OR map_index::text = :text OR strpos(lower(label), :text) > 0)
            """;

    private static final String NUMBER = "SELECT count(*) " + FOUND;

    private static final String ITEMS = """
            SELECT map_index, label, state, state_reason, try_number, max_tries, started_at, ended_at
            """ + FOUND + "ORDER BY map_index LIMIT :size OFFSET :offset";

    private final JdbcClient database;
    private final Clock clock;

    TaskItems(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How many items are in each state, by its key; empty: the task is not mapped, or the run has none of it. */
    Map<String, Long> counts(DagRunRow run, String taskId) {
        Map<String, Long> counts = new HashMap<>();
        database.sql(COUNTS)
                .param("run", run.runKey())
                .param("task", taskId)
                .query((row, number) -> counts.put(row.getString("state"), row.getLong("number")))
                .list();
        return counts;
    }

    /**
     * @param counts from {@link #counts}
     * @param asked the key of a state; any other text: all
     * @param text an index, or a part of a label; empty: all
     */
    TaskItemsView view(DagRunRow run, String taskId, Map<String, Long> counts, String asked, String text, int page) {
        var state =
                Arrays.stream(TaskState.values()).anyMatch(known -> known.key().equals(asked)) ? asked : "";
        var href = Links.task(run.dagId(), run.runId(), taskId);
        var address = Links.with(Links.with(href, "state", state), "q", text);
        long number =
                statement(NUMBER, run, taskId, state, text).query(Long.class).single();
        var pager = Pager.at(address, page, PAGE, number);
        var now = clock.instant();
        var items = statement(ITEMS, run, taskId, state, text)
                .param("size", pager.size())
                .param("offset", pager.offset())
                .query((row, index) -> item(row, run, taskId, now))
                .list();
        return new TaskItemsView(
                run.dagId(), run.runId(), taskId, RunCounts.View.of(counts, href), items, state, text, pager);
    }

    private JdbcClient.StatementSpec statement(String sql, DagRunRow run, String taskId, String state, String text) {
        return database.sql(sql)
                .param("run", run.runKey())
                .param("task", taskId)
                .param("state", state)
                .param("text", text.toLowerCase(Locale.ROOT));
    }

    private static Item item(ResultSet row, DagRunRow run, String taskId, Instant now) throws SQLException {
        int index = row.getInt("map_index");
        return new Item(
                index,
                Objects.requireNonNullElse(row.getString("label"), ""),
                Links.task(run.dagId(), run.runId(), taskId, index),
                row.getString("state"),
                Objects.requireNonNullElse(row.getString("state_reason"), ""),
                row.getInt("try_number"),
                row.getInt("max_tries") + 1,
                Durations.span(Columns.instant(row, "started_at"), Columns.instant(row, "ended_at"), now));
    }
}
