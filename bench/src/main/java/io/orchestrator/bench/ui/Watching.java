package io.orchestrator.bench.ui;

import com.microsoft.playwright.Page;
import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.engine.BenchFailed;
import io.orchestrator.bench.ui.dags.Steps;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long after a task's end, as the engine has written it, an open page shows it. */
final class Watching {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Notes when the page first shows a task as a success, whatever part of it is replaced meanwhile. */
    private static final String NOTES = """
            () => {
              const seen = window.seen = {};
              const look = () => {
                for (const row of document.querySelectorAll('tr.state-success')) {
                  const task = row.querySelector('.task-name')?.textContent;
                  if (task) seen[task] ??= performance.timeOrigin + performance.now();
                }
              };
              new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
              look();
            }""";

    private static final String ENDED = """
            SELECT i.task_id, extract(epoch FROM i.ended_at) * 1000
              FROM task_instance i JOIN dag_run r USING (run_key)
             WHERE r.dag_id = ? AND r.run_id = ? AND i.state = 'success'""";

    private Watching() {}

    /** @return milliseconds, one for each task of the run but the first, which may end before the page is there */
    static List<Double> run(Api api, Browser browser, Connection database, String runId)
            throws IOException, InterruptedException, SQLException {
        if (api.trigger(Steps.ID, runId, Map.of()).status() != 200) {
            throw new BenchFailed("The run to be watched was refused.");
        }
        browser.open("/dags/%s/runs/%s".formatted(Steps.ID, runId));
        Page page = browser.page();
        page.evaluate(NOTES);
        Waiting.until(
                "The end of run " + runId,
                PATIENCE,
                () -> !List.of("queued", "running").contains(api.runState(Steps.ID, runId)));
        page.waitForFunction("number => Object.keys(window.seen).length === number", Steps.NUMBER);
        Map<?, ?> seen = (Map<?, ?>) page.evaluate("window.seen");
        List<Double> late = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(ENDED)) {
            query.setString(1, Steps.ID);
            query.setString(2, runId);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                if (!rows.getString(1).equals(Steps.task(0)) && seen.get(rows.getString(1)) instanceof Number at) {
                    late.add(at.doubleValue() - rows.getDouble(2));
                }
            }
        }
        return late;
    }
}
