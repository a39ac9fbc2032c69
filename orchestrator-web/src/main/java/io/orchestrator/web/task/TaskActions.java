package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does to a task instance. */
@Controller
@Needs(Right.SEE)
class TaskActions {

    private final PageCommands commands;

    TaskActions(PageCommands commands) {
        this.commands = commands;
    }

    /** The task and everything after it run again. */
    @PostMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/clear")
    @Needs(Right.OPERATE)
    String clear(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            Principal person,
            RedirectAttributes next) {
        var item = new Selection.Item(taskId, map < 0 ? null : map);
        var clear = Command.Clear.of(dagId, Selection.ofRun(runId).tasks(List.of(item), false, true), person.getName());
        commands.carryOut(
                clear,
                next,
                cleared -> cleared.size() == 1
                        ? "%s is cleared and runs again.".formatted(taskId)
                        : "%d task instances are cleared and run again.".formatted(cleared.size()));
        return "redirect:" + Links.task(dagId, runId, taskId, map);
    }

    /** @param state failed stops a running attempt; success lets go on what waits for the task */
    @PostMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/mark")
    @Needs(Right.OPERATE)
    String mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            @RequestParam String state,
            Principal person,
            RedirectAttributes next) {
        var to = state.equals(TaskState.FAILED.key()) ? TaskState.FAILED : TaskState.SUCCESS;
        commands.carryOut(
                new Command.MarkTask(dagId, runId, taskId, map, to, person.getName()),
                next,
                done -> "%s is marked %s.".formatted(taskId, to.key()));
        return "redirect:" + Links.task(dagId, runId, taskId, map);
    }
}
