package io.orchestrator.serving;

import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.integration.ml.Signature;
import io.orchestrator.integration.ml.TrainedModel;
import io.orchestrator.integration.ml.TribuoTrainer;
import io.orchestrator.sdk.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** Models in a folder, trained on demand; which of them is champion can be changed. */
final class TrainedVersions implements ModelSource {

    private final Path folder;
    private final Map<Long, Version> versions = new ConcurrentHashMap<>();
    private volatile long champion;
    volatile boolean unreachable;

    TrainedVersions(Path folder) {
        this.folder = folder;
    }

    /** Trains a version in which wind makes flights late, or early. */
    TrainedVersions train(long number, boolean windDelays) throws IOException {
        var random = new SplittableRandom(number);
        var samples = new Samples(List.of("wind", "hour"));
        for (int i = 0; i < 2_000; i++) {
            double wind = random.nextDouble();
            samples.add((wind + 0.2 * random.nextDouble() > 0.6) == windDelays, (float) wind, random.nextInt(24) / 24f);
        }
        Path here = Files.createDirectory(folder.resolve("v" + number));
        Signature signature;
        try (var model = TribuoTrainer.usual().train(samples, "late")) {
            model.write(new StagedFiles(Dataset.model("late"), here, null));
            signature = model.signature();
        }
        Path file = here.resolve(TrainedModel.ONNX_FILE);
        Map<String, Object> meta = Json.map(Json.MAPPER.valueToTree(
                Map.of("signature", signature, "framework", "tribuo", "features", Map.of("view", "airports"))));
        versions.put(number, new Version("late", number, meta, file, sha256(file)));
        return this;
    }

    TrainedVersions promote(long number) {
        champion = number;
        return this;
    }

    Version version(long number) {
        return Optional.ofNullable(versions.get(number)).orElseThrow();
    }

    @Override
    public Optional<Version> champion(String model) throws IOException {
        if (unreachable) {
            throw new IOException("nobody answers");
        }
        return model.equals("late") ? Optional.ofNullable(versions.get(champion)) : Optional.empty();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError(never);
        }
    }
}
