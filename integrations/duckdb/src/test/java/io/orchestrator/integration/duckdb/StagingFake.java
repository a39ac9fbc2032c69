package io.orchestrator.integration.duckdb;

import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.DatasetVersion.Column;
import io.orchestrator.sdk.Staging;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A staging in a folder of the test. */
public final class StagingFake implements Staging {

    public final Map<String, Object> meta = new LinkedHashMap<>();

    private final Dataset dataset;
    private final Path folder;
    private final @Nullable DatasetVersion parent;
    private long rows = -1;
    private List<Column> columns = List.of();

    public StagingFake(String dataset, Path folder) {
        this(dataset, folder, null);
    }

    public StagingFake(String dataset, Path folder, @Nullable DatasetVersion parent) {
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
    public void rows(long rows) {
        this.rows = rows;
    }

    @Override
    public void columns(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void meta(String key, Object value) {
        meta.put(key, value);
    }

    @Override
    public void tag(String tag) {}

    @Override
    public void discard() {}

    @Override
    public void checked(String name, DatasetCheck.Result result) {
        throw new IllegalStateException("nobody has looked");
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
    public List<Column> columns() {
        return columns;
    }
}
