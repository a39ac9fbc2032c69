package io.orchestrator.web.task;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** Logs of tries: as JSON in parts, or all of it as a stream of JSON objects or of plain lines. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}/logs/{tryNumber}")
class LogApi {

    private final InstanceLookup lookup;
    private final TaskAttemptRows attempts;
    private final AttemptLogs logs;
    private final JsonMapper json;

    LogApi(InstanceLookup lookup, TaskAttemptRows attempts, AttemptLogs logs, JsonMapper json) {
        this.lookup = lookup;
        this.attempts = attempts;
        this.logs = logs;
        this.json = json;
    }

    record Entry(Instant timestamp, String event, String level, String logger) {

        static Entry of(LogLine line) {
            return new Entry(line.at(), line.text(), line.level().toLowerCase(Locale.ROOT), line.source());
        }
    }

    /**
     * @param continuationToken null: the log has ended and this was all of it
     */
    record Part(List<Entry> content, @Nullable String continuationToken) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Part part(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int tryNumber,
            HttpServletRequest request) {
        var query = Query.of(request, Set.of("map_index", "token", "full_content"));
        var attempt = attempt(dagId, runId, taskId, tryNumber, query);
        var token = query.text("token").map(LogToken::parse).orElse(new LogToken(attempt.attemptId(), 0));
        // A newer attempt of the same try has a log of its own.
        var from = token.attemptId().equals(attempt.attemptId()) ? token.sequence() : 0;
        var ended = AttemptState.of(attempt.state()).isFinal();
        var entries = new ArrayList<Entry>();
        AttemptLogs.Lines lines;
        do {
            lines = logs.read(attempt.runKey(), attempt.attemptId(), from);
            lines.lines().forEach(line -> entries.add(Entry.of(line)));
            var more = lines.next() > from;
            from = lines.next();
            if (!more) {
                return new Part(entries, ended ? null : new LogToken(attempt.attemptId(), from).text());
            }
        } while (query.flag("full_content").orElse(false));
        return new Part(entries, new LogToken(attempt.attemptId(), from).text());
    }

    @GetMapping(produces = "application/x-ndjson")
    void objects(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int tryNumber,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var attempt = attempt(dagId, runId, taskId, tryNumber, whole(request));
        response.setContentType("application/x-ndjson");
        write(attempt, line -> json.writeValueAsString(Entry.of(line)), response.getOutputStream());
    }

    @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
    void lines(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int tryNumber,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var attempt = attempt(dagId, runId, taskId, tryNumber, whole(request));
        response.setContentType("text/plain;charset=UTF-8");
        write(
                attempt,
                line -> "[%s] %s %s: %s".formatted(line.at(), line.level(), line.source(), line.text()),
                response.getOutputStream());
    }

    private static Query whole(HttpServletRequest request) {
        return Query.of(request, Set.of("map_index", "full_content"));
    }

    private void write(TaskAttemptRow attempt, Function<LogLine, String> text, OutputStream out) throws IOException {
        var from = 0;
        var lines = logs.read(attempt.runKey(), attempt.attemptId(), from);
        while (lines.next() > from) {
            from = lines.next();
            for (var line : lines.lines()) {
                out.write((text.apply(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            lines = logs.read(attempt.runKey(), attempt.attemptId(), from);
        }
    }

    private TaskAttemptRow attempt(String dagId, String runId, String taskId, int tryNumber, Query query) {
        var mapIndex = query.integer("map_index").orElse(-1);
        var found = lookup.find(dagId, runId, taskId, mapIndex);
        return attempts
                .findByRunKeyAndTaskIdAndMapIndexOrderByAttemptIdAsc(found.run().runKey(), taskId, mapIndex)
                .stream()
                .filter(attempt -> attempt.tryNumber() == tryNumber)
                .reduce((earlier, later) -> later)
                .orElseThrow(() ->
                        ApiRefusal.notFound("Task %s of run %s has no try %d".formatted(taskId, runId, tryNumber)));
    }
}
