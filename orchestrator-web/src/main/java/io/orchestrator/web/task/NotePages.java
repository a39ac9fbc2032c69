package io.orchestrator.web.task;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.run.Notes;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people write about a run or a task instance: on a page of its own, so that nothing refreshes what is half written. */
@Controller
@Needs(Right.SEE)
class NotePages {

    private final Notes notes;

    NotePages(Notes notes) {
        this.notes = notes;
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/note")
    @Needs(Right.OPERATE)
    String show(@PathVariable String dagId, @PathVariable String runId, Model model) {
        var note = notes.ofRun(dagId, runId)
                .orElseThrow(() -> new NotThere("DAG “%s” has no run “%s”.".formatted(dagId, runId)));
        return form(runId, Links.run(dagId, runId), Links.run(dagId, runId) + "/note", note, model);
    }

    @PostMapping("/dags/{dagId}/runs/{runId}/note")
    @Needs(Right.OPERATE)
    String save(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") String note,
            Principal person,
            RedirectAttributes next) {
        notes.ofRun(dagId, runId, text(note), person.getName());
        return saved(Links.run(dagId, runId), next);
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/note")
    @Needs(Right.OPERATE)
    String show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            Model model) {
        var note = notes.ofTask(dagId, runId, taskId, map)
                .orElseThrow(() -> new NotThere("Run “%s” has no such task “%s”.".formatted(runId, taskId)));
        var href = Links.with(Links.task(dagId, runId, taskId) + "/note", "map", map);
        return form(taskId, Links.task(dagId, runId, taskId, map), href, note, model);
    }

    @PostMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/note")
    @Needs(Right.OPERATE)
    String save(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            @RequestParam(defaultValue = "") String note,
            Principal person,
            RedirectAttributes next) {
        notes.ofTask(dagId, runId, taskId, map, text(note), person.getName());
        return saved(Links.task(dagId, runId, taskId, map), next);
    }

    private static String form(String about, String back, String href, String note, Model model) {
        model.addAttribute("about", about);
        model.addAttribute("back", back);
        model.addAttribute("href", href);
        model.addAttribute("note", note);
        return "task/note";
    }

    private static String saved(String back, RedirectAttributes next) {
        next.addFlashAttribute(Toast.NAME, Toast.done("The note is saved."));
        return "redirect:" + back;
    }

    /** Nothing written: no note. What is too long is cut where the form's own limit is. */
    private static @Nullable String text(String note) {
        var text = note.strip().replace("\0", "");
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), Notes.LONGEST));
    }
}
