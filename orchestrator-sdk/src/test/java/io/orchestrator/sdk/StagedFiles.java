package io.orchestrator.sdk;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A staging that keeps what it is told. */
final class StagedFiles implements Staging {

    private final Dataset dataset;
    private final Path folder;
    private final @Nullable DatasetVersion parent;
    private long rows = -1;
    private List<DatasetVersion.Column> columns = List.of();

    final Map<String, Object> meta = new LinkedHashMap<>();
    final Set<String> tags = new TreeSet<>();
    boolean discarded;

    StagedFiles(String dataset, Path folder, @Nullable DatasetVersion parent) {
        this.dataset = Dataset.of(dataset);
        this.folder = folder;
        this.parent = parent;
    }

    @Override
    public Dataset dataset() {
        return dataset;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void rows(long count) {
        rows = count;
    }

    @Override
    public void columns(List<DatasetVersion.Column> all) {
        columns = all;
    }

    @Override
    public void meta(String key, Object value) {
        meta.put(key, value);
    }

    @Override
    public void tag(String tag) {
        tags.add(tag);
    }

    @Override
    public void discard() {
        discarded = true;
    }

    @Override
    public Optional<DatasetVersion> parent() {
        return Optional.ofNullable(parent);
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public List<DatasetVersion.Column> columns() {
        return columns;
    }
}
