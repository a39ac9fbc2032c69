package io.orchestrator.integration.fakes;

import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Json;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A staging that keeps what it is told. */
public final class StagedFiles implements Staging {

    private final Dataset dataset;
    private final Path folder;
    private final @Nullable DatasetVersion parent;
    private long rows = -1;
    private List<DatasetVersion.Column> columns = List.of();

    public final Map<String, Object> meta = new LinkedHashMap<>();
    public final Set<String> tags = new TreeSet<>();
    public final Map<String, DatasetCheck.Result> checked = new LinkedHashMap<>();
    public boolean discarded;

    public StagedFiles(String dataset, Path folder, @Nullable DatasetVersion parent) {
        this(Dataset.of(dataset), folder, parent);
    }

    public StagedFiles(Dataset dataset, Path folder, @Nullable DatasetVersion parent) {
        this.dataset = dataset;
        this.folder = folder;
        this.parent = parent;
    }

    /** The names of what lies in it, in order. */
    public List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** What the engine makes of it, as it comes back from the database. */
    public DatasetVersion published() throws IOException {
        List<DatasetVersion.File> files = new ArrayList<>();
        if (parent != null && dataset.isAppendOnly()) {
            files.addAll(parent.files());
        }
        for (String name : files()) {
            files.add(new DatasetVersion.File(name, file(name), Files.size(file(name)), ""));
        }
        long number = parent == null ? 1 : parent.number() + 1;
        Map<String, Object> read = new LinkedHashMap<>(Json.readObject(Json.write(meta)));
        return new DatasetVersion(dataset.name(), number, files, rows, columns, read, tags, Instant.EPOCH, null);
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
    public void checked(String name, DatasetCheck.Result result) {
        checked.put(name, result);
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
