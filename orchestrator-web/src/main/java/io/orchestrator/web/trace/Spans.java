package io.orchestrator.web.trace;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as OTLP has traces: a span for the run, and one below it for each attempt of a task. Its ids are made of the run's, so
 * a trace that is sent twice is one. Pure.
 */
final class Spans {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final int INTERNAL = 1;
    private static final int OK = 1;
    private static final int ERROR = 2;

    private Spans() {}

    /**
     * An attempt that has ended.
     *
     * @param message what ended it, or null
     */
    record Attempt(
            UUID attemptId,
            String taskId,
            int mapIndex,
            int tryNumber,
            String state,
            Instant queuedAt,
            @Nullable Instant startedAt,
            Instant endedAt,
            @Nullable String message) {}

    /** @param service what the collector calls this installation */
    static ObjectNode of(DagRun run, List<Attempt> attempts, String service) {
        var root = JsonNodeFactory.instance.objectNode();
        var resource = root.putArray("resourceSpans").addObject();
        attribute(resource.putObject("resource").putArray("attributes"), "service.name", service);
        var scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "io.orchestrator");
        var spans = scope.putArray("spans");
        // A run that was cleared has a trace of its own for each time it ended.
        var identity = "%s\n%s\n%d".formatted(run.dagId(), run.runId(), run.clearNumber());
        var trace = hash("trace\n" + identity, TRACE_BYTES);
        var parent = hash("run\n" + identity, SPAN_BYTES);
        spans.add(run(run, trace, parent));
        attempts.forEach(attempt -> spans.add(attempt(attempt, trace, parent)));
        return root;
    }

    private static ObjectNode run(DagRun run, String trace, String id) {
        var end = run.endedAt() == null ? run.queuedAt() : run.endedAt();
        var start = run.startedAt() == null ? end : run.startedAt();
        var span = span(trace, id, "dag " + run.dagId(), start, end);
        var attributes = span.putArray("attributes");
        attribute(attributes, "orchestrator.dag_id", run.dagId());
        attribute(attributes, "orchestrator.run_id", run.runId());
        attribute(attributes, "orchestrator.run_type", run.type().key());
        attribute(attributes, "orchestrator.state", run.state().key());
        attribute(attributes, "orchestrator.version", String.valueOf(run.version()));
        status(span, run.state() == DagRunState.SUCCESS, run.stateReason());
        return span;
    }

    private static ObjectNode attempt(Attempt attempt, String trace, String parent) {
        var start = attempt.startedAt() == null ? attempt.queuedAt() : attempt.startedAt();
        var id = HexFormat.of().toHexDigits(attempt.attemptId().getLeastSignificantBits());
        var span = span(trace, id, "task " + attempt.taskId(), start, attempt.endedAt())
                .put("parentSpanId", parent);
        var attributes = span.putArray("attributes");
        attribute(attributes, "orchestrator.task_id", attempt.taskId());
        attribute(attributes, "orchestrator.map_index", String.valueOf(attempt.mapIndex()));
        attribute(attributes, "orchestrator.try_number", String.valueOf(attempt.tryNumber()));
        attribute(attributes, "orchestrator.attempt_id", attempt.attemptId().toString());
        attribute(attributes, "orchestrator.state", attempt.state());
        span.putArray("events")
                .addObject()
                .put("name", "handed over to a worker")
                .put("timeUnixNano", nanos(attempt.queuedAt()));
        status(span, !attempt.state().equals("failed") && !attempt.state().equals("lost"), attempt.message());
        return span;
    }

    private static ObjectNode span(String trace, String id, String name, Instant start, Instant end) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("traceId", trace)
                .put("spanId", id)
                .put("name", name)
                .put("kind", INTERNAL)
                .put("startTimeUnixNano", nanos(start))
                .put("endTimeUnixNano", nanos(end.isBefore(start) ? start : end));
    }

    private static void status(ObjectNode span, boolean well, @Nullable String message) {
        var status = span.putObject("status").put("code", well ? OK : ERROR);
        if (!well && message != null) {
            status.put("message", message);
        }
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    /** A text: JSON's numbers are too small for some readers. */
    private static String nanos(Instant time) {
        return "%d%09d".formatted(time.getEpochSecond(), time.getNano());
    }

    private static String hash(String text, int bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
