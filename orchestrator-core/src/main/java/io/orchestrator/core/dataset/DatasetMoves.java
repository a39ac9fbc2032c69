package io.orchestrator.core.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run does to datasets in a turn.
 *
 * @param repeats at its creation: the run whose versions it reads again, or null
 */
public record DatasetMoves(
        List<NewVersion> versions,
        List<NewTag> tags,
        @Nullable Long repeats) {

    public static final DatasetMoves NONE = new DatasetMoves(List.of(), List.of());

    public DatasetMoves {
        versions = List.copyOf(versions);
        tags = List.copyOf(tags);
    }

    /** Of a run that repeats none. */
    public DatasetMoves(List<NewVersion> versions, List<NewTag> tags) {
        this(versions, tags, null);
    }

    public boolean isEmpty() {
        return versions.isEmpty() && tags.isEmpty() && repeats == null;
    }
}
