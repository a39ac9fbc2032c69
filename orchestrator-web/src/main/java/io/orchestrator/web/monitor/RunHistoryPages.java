package io.orchestrator.web.monitor;

import io.orchestrator.web.dag.DagHeads;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The tabs of a DAG that look back: its runs in a calendar, and how long they took. */
@Controller
@Needs(Right.SEE)
class RunHistoryPages {

    private final DagHeads heads;
    private final RunTimes times;
    private final RunCalendar calendar;

    RunHistoryPages(DagHeads heads, RunTimes times, RunCalendar calendar) {
        this.heads = heads;
        this.times = times;
        this.calendar = calendar;
    }

    @GetMapping("/dags/{dagId}/calendar")
    String calendar(@PathVariable String dagId, @RequestParam(required = false) @Nullable Integer year, Model model) {
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("view", calendar.of(dagId, year));
        return "dag/calendar";
    }

    @GetMapping("/dags/{dagId}/charts")
    String charts(@PathVariable String dagId, Model model) {
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("points", times.of(dagId));
        return "dag/charts";
    }

    /** What the charts draw. */
    @GetMapping("/dags/{dagId}/charts/data")
    @ResponseBody
    List<RunTimes.Point> data(@PathVariable String dagId) {
        heads.head(dagId);
        return times.of(dagId);
    }
}
