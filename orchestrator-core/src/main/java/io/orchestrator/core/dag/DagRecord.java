package io.orchestrator.core.dag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DAG, as its row says.
 *
 * @param source the class that defines it
 * @param paused no run of it starts and none is created by its schedule
 * @param active the bundle's newest build has it
 * @param version the newest version: what new runs take
 * @param build the newest build: what new runs take
 * @param schedule one phrase for people: {@code every day at 00:00 Europe/Berlin}
 */
public record DagRecord(
        String dagId,
        String bundle,
        String source,
        boolean paused,
        boolean active,
        int version,
        String build,
        @Nullable String description,
        List<String> tags,
        List<String> owners,
        String schedule) {

    public DagRecord withPaused(boolean next) {
        return new DagRecord(dagId, bundle, source, next, active, version, build, description, tags, owners, schedule);
    }

    public DagRecord withActive(boolean next) {
        return new DagRecord(dagId, bundle, source, paused, next, version, build, description, tags, owners, schedule);
    }
}
