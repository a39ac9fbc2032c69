package io.orchestrator.web.task;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import io.orchestrator.web.task.LogWindows.Filter;
import io.orchestrator.web.task.LogWindows.Numbered;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of an attempt: some lines at a time for the page that shows it, whole as a file. */
@Controller
@Needs(Right.SEE)
@RequestMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/attempts/{attemptId}")
class LogPages {

    private final DagRunFinder runs;
    private final TaskAttempts attempts;
    private final LogWindows windows;
    private final Clock clock;

    LogPages(DagRunFinder runs, TaskAttempts attempts, LogWindows windows, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.windows = windows;
        this.clock = clock;
    }

    /**
     * What the page's script reads.
     *
     * @param next the number of the line to go on from
     * @param total how many lines there are now
     * @param live more may come
     */
    record Part(List<Line> lines, long next, long total, boolean live) {}

    /** @param number from 0 */
    record Line(long number, String at, String level, String source, String text) {
        static Line of(Numbered numbered) {
            var line = numbered.line();
            return new Line(numbered.number(), line.at().toString(), line.level(), line.source(), line.text());
        }
    }

    /**
     * @param from the number of the first line; below zero: the last lines
     * @param level the rank of the lowest level, from 0 for all to 4 for errors alone
     * @param text what is in the lines, in upper or lower case
     */
    @GetMapping("/log")
    ResponseEntity<byte[]> part(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable UUID attemptId,
            @RequestParam(defaultValue = "-1") long from,
            @RequestParam(defaultValue = "500") int number,
            @RequestParam(defaultValue = "0") int level,
            @RequestParam(defaultValue = "") String text) {
        var run = runs.find(dagId, runId);
        // Whether more may come is asked first: what is written in between is read anyway.
        var live = TaskAttempts.isLive(attempts.find(run, taskId, attemptId), clock.instant());
        var filter = new Filter(level, text.toLowerCase(Locale.ROOT));
        var read = filter.takesAll()
                ? windows.lines(run.runKey(), attemptId, from, Math.clamp(number, 1, LogWindows.MOST_LINES))
                : windows.matches(run.runKey(), attemptId, from, filter);
        var lines = read.lines().stream().map(Line::of).toList();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(new Part(lines, read.next(), read.total(), live)));
    }

    @GetMapping("/log.txt")
    void file(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable UUID attemptId,
            HttpServletResponse response)
            throws IOException {
        var run = runs.find(dagId, runId);
        var attempt = attempts.find(run, taskId, attemptId);
        var name = "%s-%s-%s.log".formatted(taskId, runId, attempt.attemptId());
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        var out = new PrintWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        windows.all(
                run.runKey(),
                attemptId,
                line -> out.printf("%s %-7s %s: %s%n", line.at(), line.level(), line.source(), line.text()));
        out.flush();
    }
}
