package io.orchestrator.serving;

import io.orchestrator.integration.ml.ModelException;
import io.orchestrator.integration.ml.OnnxModel;
import io.orchestrator.integration.ml.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A version in memory. It is closed when its successor is there and the last request that uses it has been answered. */
final class LoadedModel {

    private final ModelSource.Version version;
    private final OnnxModel model;
    /** One is the place where it serves. */
    private final AtomicInteger users = new AtomicInteger(1);

    private LoadedModel(ModelSource.Version version, OnnxModel model) {
        this.version = version;
        this.model = model;
    }

    /** @throws ModelException if it is damaged, or does not fit its signature */
    static LoadedModel load(ModelSource.Version version) throws IOException {
        String found = hash(version);
        if (!found.equals(version.sha256())) {
            throw new ModelException("The file of version %d of model '%s' is damaged: its SHA-256 is %s, expected %s"
                    .formatted(version.number(), version.model(), found, version.sha256()));
        }
        return new LoadedModel(version, OnnxModel.open(version.file(), Signature.of(version.meta())));
    }

    private static String hash(ModelSource.Version version) throws IOException {
        try (InputStream file = Files.newInputStream(version.file())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(file, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JVM has SHA-256", never);
        }
    }

    ModelSource.Version version() {
        return version;
    }

    Signature signature() {
        return model.signature();
    }

    /** The view of features that its keys are looked up in; empty: its version names none. */
    Optional<String> view() {
        return version.meta().get("features") instanceof Map<?, ?> features
                        && features.get("view") instanceof String view
                ? Optional.of(view)
                : Optional.empty();
    }

    double[] score(List<Map<String, Object>> instances) {
        return model.score(instances);
    }

    /** False: it is closed already, and another one is in its place. */
    boolean acquire() {
        return users.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            model.close();
        }
    }
}
