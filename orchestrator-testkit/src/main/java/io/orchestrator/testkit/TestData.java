package io.orchestrator.testkit;

import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.engine.memory.MemoryDatasets;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.runner.Lake;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Datasets of a test: a lake of its own, which goes with this JVM. */
final class TestData {

    private static final long NO_RUN = 0;
    private static final JsonNode NONE_OF = JsonNodeFactory.instance.arrayNode();
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Path folder = folder();
    private final Lake lake = new Lake(folder.resolve("lake").toString(), folder);
    private final List<Seed> seeds = new ArrayList<>();

    /** A version that is there before the run. */
    private record Seed(Dataset dataset, DatasetReport.Staged staged) {}

    private static final class All {

        private static final Path FOLDER = make();

        private static Path make() {
            try {
                Path all = Files.createTempDirectory("orchestrator-test");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(all)));
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path all) {
            try (Stream<Path> paths = Files.walk(all)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path folder() {
        return All.FOLDER.resolve(UUID.randomUUID().toString());
    }

    Lake lake() {
        return lake;
    }

    void seed(Dataset dataset, List<Path> files) {
        seeds.add(new Seed(
                dataset,
                new DatasetReport.Staged(
                        dataset.name(),
                        files.stream()
                                .map(file -> kept(file.getFileName().toString(), file))
                                .toList(),
                        -1,
                        NONE_OF,
                        NOTHING,
                        List.of(),
                        List.of())));
    }

    /** A version of another test, with all that was said of it. */
    void seed(Dataset dataset, DatasetVersion version) {
        List<DatasetReport.File> files = version.files().stream()
                .map(file -> kept(file.name(), file.path()))
                .filter(file -> !dataset.isAppendOnly() || !isSeeded(dataset, file))
                .toList();
        seeds.add(new Seed(
                dataset,
                new DatasetReport.Staged(
                        dataset.name(),
                        files,
                        version.rows(),
                        Json.MAPPER.valueToTree(version.columns()),
                        Json.MAPPER.valueToTree(version.meta()),
                        List.copyOf(version.tags()),
                        List.of())));
    }

    /** A version that adds to others has the files of those too. */
    private boolean isSeeded(Dataset dataset, DatasetReport.File file) {
        return seeds.stream()
                .filter(seed -> seed.dataset().equals(dataset))
                .anyMatch(seed -> seed.staged().files().contains(file));
    }

    /** @param at when they were published */
    void publish(MemoryDatasets datasets, Instant at) {
        for (Seed seed : seeds) {
            UUID attempt = UUID.randomUUID();
            datasets.write(new DatasetMoves(
                    List.of(new NewVersion(
                            seed.staged(),
                            true,
                            seed.dataset().isAppendOnly(),
                            attempt,
                            NO_RUN,
                            "test",
                            "before",
                            "test",
                            -1,
                            "test",
                            "test",
                            at)),
                    seed.staged().tags().stream()
                            .map(tag -> new NewTag(seed.dataset().name(), tag, null, attempt, NO_RUN, "test", at))
                            .toList()));
        }
    }

    private DatasetReport.File kept(String name, Path file) {
        try {
            return new DatasetReport.File(name, lake.put(file), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is published of a dataset, in the order of numbers. */
    List<DatasetVersion> versions(MemoryDatasets datasets, String dataset) {
        return LongStream.rangeClosed(1, datasets.all(dataset).size())
                .mapToObj(number -> open(datasets.version(dataset, number)))
                .toList();
    }

    private DatasetVersion open(JsonNode version) {
        try {
            return lake.open(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
