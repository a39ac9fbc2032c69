package io.orchestrator.s3;

import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A staging in a folder of its own, after a version or none. */
final class Staged implements Staging {

    private final Dataset dataset;
    private final Path folder;
    private final @Nullable DatasetVersion parent;
    final Map<String, Object> meta = new LinkedHashMap<>();
    boolean discarded;

    Staged(Dataset dataset, Path folder, @Nullable DatasetVersion parent) {
        this.dataset = dataset;
        this.folder = folder;
        this.parent = parent;
    }

    /** By their names in it. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** What the engine makes of it. */
    DatasetVersion published() throws IOException {
        List<DatasetVersion.File> files = new ArrayList<>();
        if (parent != null && dataset.isAppendOnly()) {
            files.addAll(parent.files());
        }
        for (String name : files()) {
            files.add(new DatasetVersion.File(name, file(name), Files.size(file(name)), ""));
        }
        return new DatasetVersion(dataset.name(), 1, files, -1, List.of(), meta, Set.of(), Instant.EPOCH, null);
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
        throw new IllegalStateException("nobody has counted");
    }

    @Override
    public void columns(List<DatasetVersion.Column> columns) {
        throw new IllegalStateException("nobody has looked");
    }

    @Override
    public void meta(String key, Object value) {
        meta.put(key, value);
    }

    @Override
    public void tag(String tag) {
        throw new IllegalStateException("nobody tags objects");
    }

    @Override
    public void discard() {
        discarded = true;
    }

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
        return -1;
    }

    @Override
    public List<DatasetVersion.Column> columns() {
        return List.of();
    }
}
