package io.orchestrator.bench.data;

import io.orchestrator.bench.cluster.ClassBundle;
import io.orchestrator.bench.data.dags.Plain;
import io.orchestrator.bench.data.dags.Publishing;
import io.orchestrator.bench.data.dags.Train;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes bundles of the classes of these benchmarks. */
final class DataBundle {

    /** What begins so in the bench's own libraries is what training needs. */
    private static final List<String> TRAINING = List.of("integration-ml", "tribuo", "olcut", "protobuf-java");

    private DataBundle() {}

    /** {@link Plain} and {@link Publishing}. */
    static void dropChains(Path dropBox) throws IOException {
        try (ClassBundle bundle = ClassBundle.in(dropBox, "chains")) {
            bundle.add(Plain.class).add(Publishing.class);
        }
    }

    /** {@link Train}, with its libraries. */
    static void dropTraining(Path dropBox) throws IOException {
        Path libraries = Path.of(System.getProperty("orchestrator.checkout", "."), "bench/target/lib");
        try (ClassBundle bundle = ClassBundle.in(dropBox, "training");
                Stream<Path> jars = Files.list(libraries)) {
            bundle.add(Train.class);
            for (Path jar : jars.toList()) {
                if (TRAINING.stream().anyMatch(jar.getFileName().toString()::startsWith)) {
                    bundle.library(jar);
                }
            }
        }
    }
}
