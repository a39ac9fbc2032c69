package io.orchestrator.integration.ml;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** A staging without an engine; what it becomes went through JSON, as meta does. */
final class StagingFolder implements Staging {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final Map<String, Object> meta = new LinkedHashMap<>();
    private final List<DatasetVersion.Column> columns = new ArrayList<>();
    private long rows = -1;

    StagingFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Dataset dataset() {
        return Dataset.model("late");
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
    public void columns(List<DatasetVersion.Column> columns) {
        this.columns.addAll(columns);
    }

    @Override
    public void meta(String key, Object value) {
        meta.put(key, value);
    }

    @Override
    public void tag(String tag) {
        meta.put("tag", tag);
    }

    @Override
    public void discard() {
        meta.clear();
    }

    @Override
    public void checked(String name, DatasetCheck.Result result) {
        throw new IllegalStateException("nobody has looked");
    }

    @Override
    public Optional<DatasetVersion> parent() {
        return Optional.empty();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public List<DatasetVersion.Column> columns() {
        return columns;
    }

    @SuppressWarnings("unchecked")
    DatasetVersion published() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new DatasetVersion(
                    "late",
                    1,
                    files.sorted()
                            .map(file ->
                                    new DatasetVersion.File(file.getFileName().toString(), file, 0, ""))
                            .toList(),
                    rows,
                    columns,
                    MAPPER.readValue(MAPPER.writeValueAsString(meta), Map.class),
                    Set.of(),
                    Instant.EPOCH,
                    null);
        }
    }
}
