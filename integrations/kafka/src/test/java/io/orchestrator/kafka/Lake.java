package io.orchestrator.kafka;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dataset that appends, in a folder: what the engine does with it, as far as a task sees it. */
final class Lake {

    private final Dataset dataset = Dataset.of("events").appendOnly();
    private final Path folder;
    private final List<DatasetVersion> versions = new ArrayList<>();

    Lake(Path folder) {
        this.folder = folder;
    }

    Optional<DatasetVersion> last() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    Attempt attempt() throws IOException {
        return new Attempt(Files.createTempDirectory(folder, "staging-"));
    }

    /** All lines of the newest version. */
    List<Map<String, @Nullable Object>> lines() throws IOException {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (Path file : last().map(DatasetVersion::paths).orElse(List.of())) {
            for (String line : Files.readAllLines(file)) {
                lines.add(Json.readObject(line));
            }
        }
        return lines;
    }

    /** The staging of one attempt. */
    final class Attempt implements Staging {

        private final Path staged;
        private final Map<String, Object> meta = new LinkedHashMap<>();
        private long rows = -1;
        boolean discarded;

        private Attempt(Path staged) {
            this.staged = staged;
        }

        /** What the engine does with the attempt's success. */
        void publish() throws IOException {
            if (discarded) {
                return;
            }
            List<DatasetVersion.File> files =
                    new ArrayList<>(last().map(DatasetVersion::files).orElse(List.of()));
            try (Stream<Path> added = Files.list(staged)) {
                for (Path file : added.toList()) {
                    String name = file.getFileName().toString();
                    if (files.stream().anyMatch(old -> old.name().equals(name))) {
                        throw new IllegalStateException("file " + name + " is there already");
                    }
                    files.add(new DatasetVersion.File(name, file, Files.size(file), ""));
                }
            }
            // As it comes back from the database.
            Map<String, Object> read = new LinkedHashMap<>(Json.readObject(Json.write(meta)));
            versions.add(new DatasetVersion(
                    dataset.name(), versions.size() + 1L, files, rows, List.of(), read, Set.of(), Instant.EPOCH, null));
        }

        @Override
        public Dataset dataset() {
            return dataset;
        }

        @Override
        public Path folder() {
            return staged;
        }

        @Override
        public void rows(long count) {
            rows = count;
        }

        @Override
        public void columns(List<DatasetVersion.Column> all) {
            throw new IllegalStateException("lines have no columns");
        }

        @Override
        public void meta(String key, Object value) {
            meta.put(key, value);
        }

        @Override
        public void tag(String tag) {
            throw new IllegalStateException("nobody tags a slice");
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
            return last();
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public List<DatasetVersion.Column> columns() {
            return List.of();
        }
    }
}
