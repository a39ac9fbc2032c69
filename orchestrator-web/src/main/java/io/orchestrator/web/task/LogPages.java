package io.orchestrator.web.task;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
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

/** The log of an attempt: piece by piece for the page that follows it, whole as a file. */
@Controller
@Needs(Right.SEE)
@RequestMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/attempts/{attemptId}")
class LogPages {

    private final DagRunFinder runs;
    private final TaskAttempts attempts;
    private final LogPieces pieces;
    private final Clock clock;

    LogPages(DagRunFinder runs, TaskAttempts attempts, LogPieces pieces, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.pieces = pieces;
        this.clock = clock;
    }

    /**
     * What the page's script reads.
     *
     * @param next where to go on from
     * @param live more may come
     */
    record Piece(List<LogLine> lines, int next, boolean live) {}

    @GetMapping("/log")
    ResponseEntity<byte[]> piece(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable UUID attemptId,
            @RequestParam(defaultValue = "0") int from) {
        var run = runs.find(dagId, runId);
        // Whether more may come is asked first: what is written in between is read anyway.
        var live = TaskAttempts.isLive(attempts.find(run, taskId, attemptId), clock.instant());
        var read = pieces.from(run.runKey(), attemptId, Math.max(0, from));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(new Piece(read.lines(), read.next(), live)));
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
        pieces.each(
                run.runKey(),
                attemptId,
                line -> out.printf("%s %-7s %s: %s%n", line.at(), line.level(), line.source(), line.text()));
        out.flush();
    }
}
