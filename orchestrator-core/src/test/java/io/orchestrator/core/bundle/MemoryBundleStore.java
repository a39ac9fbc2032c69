package io.orchestrator.core.bundle;

import io.orchestrator.core.dataset.BrokenContract;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bundles in memory, for tests of what stands on the store. */
final class MemoryBundleStore implements BundleStore {

    final Map<String, String> dagOwners = new HashMap<>();
    final Map<String, byte[]> jars = new HashMap<>();
    boolean down;

    private final Map<String, BundleManifest> builds = new HashMap<>();
    private final Map<String, BundleManifest> deployed = new LinkedHashMap<>();
    private final Map<String, Path> dropBoxes = new HashMap<>();
    private final List<ImportError> errors = new ArrayList<>();

    @Override
    public Optional<DeployedBundle> deployed(String bundle) {
        requireUp();
        return Optional.ofNullable(deployed.get(bundle))
                .map(manifest -> new DeployedBundle(
                        manifest.build(),
                        dropBoxes.get(bundle),
                        errors.stream().noneMatch(error -> error.bundle().equals(bundle))));
    }

    @Override
    public List<String> deployedFrom(Path dropBox) {
        requireUp();
        return deployed.values().stream()
                .filter(manifest -> !manifest.jars().isEmpty() && dropBox.equals(dropBoxes.get(manifest.bundle())))
                .map(BundleManifest::bundle)
                .toList();
    }

    @Override
    public Map<String, String> takenByOthers(String bundle, Collection<String> dagIds) {
        Map<String, String> taken = new HashMap<>(dagOwners);
        taken.keySet().retainAll(dagIds);
        taken.values().removeIf(bundle::equals);
        return taken;
    }

    @Override
    public void save(BundleManifest manifest, List<Path> files) throws IOException {
        requireUp();
        for (int i = 0; i < files.size(); i++) {
            jars.put(manifest.jars().get(i).sha256(), Files.readAllBytes(files.get(i)));
        }
        builds.put(manifest.build(), manifest);
    }

    @Override
    public void markDeployed(
            BundleManifest manifest,
            @Nullable Path dropBox,
            List<DescribeError> found,
            List<BrokenContract> contracts) {
        deployed.put(manifest.bundle(), manifest);
        if (dropBox == null) {
            dropBoxes.remove(manifest.bundle());
        } else {
            dropBoxes.put(manifest.bundle(), dropBox);
        }
        markRefused(manifest.bundle(), manifest.build(), found);
    }

    @Override
    public void markRefused(String bundle, @Nullable String build, List<DescribeError> found) {
        requireUp();
        errors.removeIf(error -> error.bundle().equals(bundle));
        found.forEach(error -> errors.add(
                new ImportError(bundle, error.source(), build, error.message(), error.detail(), Instant.EPOCH)));
    }

    @Override
    public List<ImportError> importErrors() {
        return List.copyOf(errors);
    }

    @Override
    public Optional<BundleManifest> manifest(String build) {
        return Optional.ofNullable(builds.get(build));
    }

    @Override
    public Optional<StoredJar> jar(String sha256) {
        return Optional.ofNullable(jars.get(sha256))
                .map(bytes -> new StoredJar("stored.jar", bytes.length, new ByteArrayInputStream(bytes)));
    }

    private void requireUp() {
        if (down) {
            throw new IllegalStateException("The database is down");
        }
    }
}
