package io.orchestrator.core.dataset;

import java.util.List;

/** What one run does to datasets in a turn. */
public record DatasetMoves(List<NewVersion> versions, List<NewTag> tags) {

    public static final DatasetMoves NONE = new DatasetMoves(List.of(), List.of());

    public DatasetMoves {
        versions = List.copyOf(versions);
        tags = List.copyOf(tags);
    }

    public boolean isEmpty() {
        return versions.isEmpty() && tags.isEmpty();
    }
}
