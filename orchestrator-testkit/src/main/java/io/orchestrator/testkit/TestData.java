package io.orchestrator.testkit;

import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.engine.memory.MemoryDatasets;
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
    private record Seed(Dataset dataset, List<Path> files) {}

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
        seeds.add(new Seed(dataset, files));
    }

    /** @param at when they were published */
    void publish(MemoryDatasets datasets, Instant at) {
        for (Seed seed : seeds) {
            List<DatasetReport.File> files = seed.files().stream()
                    .map(file -> new DatasetReport.File(file.getFileName().toString(), put(file), size(file)))
                    .toList();
            datasets.write(new DatasetMoves(
                    List.of(new NewVersion(
                            new DatasetReport.Staged(
                                    seed.dataset().name(), files, -1, NONE_OF, NOTHING, List.of(), List.of()),
                            true,
                            seed.dataset().isAppendOnly(),
                            UUID.randomUUID(),
                            NO_RUN,
                            "test",
                            "before",
                            "test",
                            -1,
                            "test",
                            "test",
                            at)),
                    List.of()));
        }
    }

    private String put(Path file) {
        try {
            return lake.put(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
