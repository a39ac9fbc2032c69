package io.orchestrator.web.run;

import io.orchestrator.core.run.RunType;
import io.orchestrator.web.api.Seconds;
import io.orchestrator.web.dag.VersionAnswer;
import io.orchestrator.web.dag.VersionAnswers;
import io.orchestrator.web.dag.VersionAnswers.Asked;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of runs, of many at once. */
@Component
public class RunAnswers {

    private final VersionAnswers versions;

    RunAnswers(VersionAnswers versions) {
        this.versions = versions;
    }

    public List<RunAnswer> of(List<DagRunRow> runs) {
        var told = versions.of(runs.stream().map(RunAnswers::asked).distinct().toList());
        return runs.stream().map(run -> answer(run, told)).toList();
    }

    /** Which version and build a run keeps. */
    public static Asked asked(DagRunRow run) {
        return new Asked(run.dagId(), run.version(), run.build());
    }

    private static RunAnswer answer(DagRunRow run, Map<Asked, VersionAnswer> versions) {
        var type = RunType.of(run.runType());
        var kept = versions.get(asked(run));
        return new RunAnswer(
                run.runId(),
                run.dagId(),
                run.dagId(),
                run.logicalDate(),
                run.queuedAt(),
                run.startedAt(),
                run.endedAt(),
                Seconds.between(run.startedAt(), run.endedAt()),
                run.intervalStart(),
                run.intervalEnd(),
                run.runAfter(),
                null,
                type.key(),
                run.state(),
                origin(type),
                type == RunType.MANUAL ? run.triggeredBy() : null,
                run.params(),
                run.note(),
                kept == null ? List.of() : List.of(kept),
                run.build(),
                null);
    }

    /** In Airflow's words; whether a person used a page or the API is not kept. */
    private static @Nullable String origin(RunType type) {
        return switch (type) {
            case SCHEDULED -> "timetable";
            case BACKFILL -> "backfill";
            case ASSET_TRIGGERED -> "asset";
            case MANUAL -> null;
        };
    }
}
