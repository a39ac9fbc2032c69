package io.orchestrator.web.monitor;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunDeadline;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.PrettyJson;
import io.orchestrator.web.run.DagRunRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The top of every tab of a run.
 *
 * @param params pretty-printed JSON, or empty: there are none
 * @param finished nothing of it runs any more
 */
record RunHead(
        String dagId,
        String runId,
        String state,
        @Nullable String stateReason,
        String type,
        @Nullable Instant logicalDate,
        @Nullable Instant intervalStart,
        @Nullable Instant intervalEnd,
        Instant runAfter,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Durations.Span took,
        int version,
        String build,
        String triggeredBy,
        int clearNumber,
        @Nullable String note,
        String params,
        boolean finished,
        List<RunDeadline> deadlines) {

    static RunHead of(DagRunRow run, Instant now) {
        return new RunHead(
                run.dagId(),
                run.runId(),
                run.state(),
                run.stateReason(),
                run.runType(),
                run.logicalDate(),
                run.intervalStart(),
                run.intervalEnd(),
                run.runAfter(),
                run.queuedAt(),
                run.startedAt(),
                run.endedAt(),
                Durations.span(run.startedAt(), run.endedAt(), now),
                run.version(),
                run.build(),
                run.triggeredBy(),
                run.clearNumber(),
                run.note(),
                params(run),
                DagRunState.of(run.state()).isFinal(),
                run.deadlines());
    }

    /** Whether it has missed a deadline. */
    public boolean late() {
        return deadlines.stream().anyMatch(deadline -> deadline.missed() != null);
    }

    private static String params(DagRunRow run) {
        var params = PrettyJson.of(Objects.requireNonNull(run.params()));
        return params.equals("{ }") ? "" : params;
    }

    public String href() {
        return Links.run(dagId, runId);
    }

    public String whyHref() {
        return Links.why(href());
    }

    public String dagHref() {
        return Links.dag(dagId);
    }

    public String shortBuild() {
        return build.substring(0, Math.min(8, build.length()));
    }
}
