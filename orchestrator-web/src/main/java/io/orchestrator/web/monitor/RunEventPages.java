package io.orchestrator.web.monitor;

import io.orchestrator.web.database.Columns;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The tab of a run with what happened in it, newest first. */
@Controller
@Needs(Right.SEE)
class RunEventPages {

    private static final int PAGE = 100;

    private final DagRunFinder finder;
    private final JdbcClient database;
    private final Clock clock;

    RunEventPages(DagRunFinder finder, JdbcClient database, Clock clock) {
        this.finder = finder;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Something that happened.
     *
     * @param kind run, task, or deed: a person did it
     * @param what a state's key, or an action
     * @param name the task, or empty
     * @param who a person or a worker, or empty
     */
    record Event(
            Instant at, String kind, String what, String name, String href, String who, String detail, long number) {
        public boolean isDeed() {
            return kind.equals("deed");
        }
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/events")
    String show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var run = finder.find(dagId, runId);
        var address = Links.run(dagId, runId) + "/events";
        var wanted = Math.max(1, page);
        var events = database.sql(RunTasksSql.EVENTS)
                .param("run", run.runKey())
                .param("dag", dagId)
                .param("id", runId)
                .param("size", PAGE)
                .param("offset", (wanted - 1) * PAGE)
                .query((row, number) -> event(row, run))
                .list();
        model.addAttribute("run", RunHead.of(run, clock.instant()));
        model.addAttribute("events", events);
        model.addAttribute(
                "pager",
                Pager.at(
                        address,
                        wanted,
                        PAGE,
                        events.isEmpty() ? 0 : events.getFirst().number()));
        model.addAttribute("address", Links.with(address, "page", wanted == 1 ? "" : wanted));
        return "run/events";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/runs/{runId}/events", headers = "HX-Request=true")
    String part(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        return show(dagId, runId, page, model) + " :: live";
    }

    private static Event event(ResultSet row, DagRunRow run) throws SQLException {
        var taskId = row.getString("task_id");
        int index = row.getInt("map_index");
        return new Event(
                Columns.some(row, "at"),
                row.getString("kind"),
                row.getString("what"),
                name(taskId, index),
                taskId == null ? "" : Links.task(run.dagId(), run.runId(), taskId, index),
                Objects.requireNonNullElse(row.getString("who"), ""),
                Objects.requireNonNullElse(row.getString("detail"), ""),
                row.getLong("number"));
    }

    private static String name(@Nullable String taskId, int index) {
        return taskId == null ? "" : index < 0 ? taskId : "%s [%d]".formatted(taskId, index);
    }
}
