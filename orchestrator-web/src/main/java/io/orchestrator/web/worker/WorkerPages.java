package io.orchestrator.web.worker;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who runs tasks, and who did lately. */
@Controller
@Needs(Right.SEE)
class WorkerPages {

    private static final int ENDED = 20;
    private static final List<String> OPEN = List.of("live", "draining");

    /** How many attempts each session holds; only unfinished runs have any. */
    private static final String BUSY = """
            SELECT i.session_id, count(*) AS number
            FROM dag_run r JOIN task_instance i USING (run_key)
            WHERE r.state = 'running' AND i.state IN ('queued', 'running', 'restarting')
            GROUP BY i.session_id
            """;

    private final WorkerSessionRows sessions;
    private final JdbcClient database;

    WorkerPages(WorkerSessionRows sessions, JdbcClient database) {
        this.sessions = sessions;
        this.database = database;
    }

    @GetMapping("/workers")
    String show(Model model) {
        var busy = busy();
        model.addAttribute(
                "open",
                sessions.findByStateInOrderByNameAsc(OPEN).stream()
                        .map(row -> WorkerView.of(row, busy.getOrDefault(row.sessionId(), 0L)))
                        .toList());
        model.addAttribute("ended", ended());
        return "worker/list";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/workers", headers = "HX-Request=true")
    String part(Model model) {
        return show(model) + " :: list";
    }

    private List<WorkerView> ended() {
        Specification<WorkerSessionRow> over =
                (row, query, build) -> build.not(row.get("state").in(OPEN));
        return sessions
                .findAll(over, PageRequest.of(0, ENDED, Sort.by("endedAt").descending()))
                .stream()
                .map(row -> WorkerView.of(row, 0))
                .toList();
    }

    private Map<UUID, Long> busy() {
        Map<UUID, Long> busy = new HashMap<>();
        database.sql(BUSY)
                .query((row, number) -> busy.put(row.getObject("session_id", UUID.class), row.getLong("number")))
                .list();
        return busy;
    }
}
