package io.orchestrator.web.dag;

import io.orchestrator.web.layout.Links;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the top of every tab of a DAG.
 *
 * @param scheduleFails its timetable in Java threw, did not answer or went back in time
 */
public record DagHead(
        String dagId,
        boolean paused,
        boolean active,
        String schedule,
        @Nullable Instant nextDue,
        boolean scheduleFails,
        List<Tag> tags,
        List<String> owners,
        int version,
        String build) {

    static DagHead of(DagRow dag, @Nullable Instant nextDue, boolean scheduleFails) {
        return new DagHead(
                dag.dagId(),
                dag.paused(),
                dag.active(),
                dag.schedule(),
                nextDue,
                scheduleFails,
                Tag.all(dag.tags()),
                dag.owners(),
                dag.version(),
                dag.build());
    }

    public String href() {
        return Links.dag(dagId);
    }

    public String shortBuild() {
        return build.substring(0, Math.min(8, build.length()));
    }
}
