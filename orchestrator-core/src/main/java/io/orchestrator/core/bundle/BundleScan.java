package io.orchestrator.core.bundle;

import io.orchestrator.core.bundle.BundleStore.DeployedBundle;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for bundles in the drop-boxes and deploys what changed.
 *
 * <p>A change counts once two passes saw the same files and every jar is a readable zip file: a build may be writing. A
 * bundle whose folder is gone for ten passes is removed; a drop-box that cannot be read says nothing about its bundles. One
 * thread calls it.
 */
public final class BundleScan {

    private static final Logger log = LoggerFactory.getLogger(BundleScan.class);
    private static final int PASSES_UNTIL_BROKEN = 5;
    private static final int PASSES_UNTIL_GONE = 10;

    private final BundleSettings settings;
    private final Engine engine;
    private final BundleStore store;
    private final DeployBundle deploy;
    private final Map<Path, Map<String, Watched>> watched = new HashMap<>();

    public BundleScan(BundleSettings settings, Engine engine, BundleStore store, DeployBundle deploy) {
        this.settings = settings;
        this.engine = engine;
        this.store = store;
        this.deploy = deploy;
    }

    /**
     * One pass. A bundle whose handling fails for a reason that is not the bundle's is tried again by the next pass.
     *
     * @throws InterruptedException if interrupted; no child JVM is left
     */
    public ScanCounts pass() throws InterruptedException {
        if (!engine.health().serving()) {
            // Another server may deploy meanwhile: what this one knows is worth nothing when it leads again.
            watched.clear();
            return ScanCounts.NONE;
        }
        Counter counter = new Counter();
        Set<String> names = new HashSet<>();
        for (Path dropBox : settings.dropBoxes()) {
            passOver(dropBox, names, counter);
        }
        return counter.counts();
    }

    private void passOver(Path dropBox, Set<String> names, Counter counter) throws InterruptedException {
        List<Path> folders;
        try {
            folders = BundleFolder.in(dropBox);
        } catch (IOException e) {
            counter.unreadable++;
            return;
        }
        Map<String, Watched> bundles = watched.computeIfAbsent(dropBox, this::deployedBefore);
        Set<String> present = new HashSet<>();
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            present.add(name);
            if (names.add(name)) {
                visit(dropBox, folder, bundles.computeIfAbsent(name, any -> new Watched()), counter);
            }
        }
        for (String name : List.copyOf(bundles.keySet())) {
            if (!present.contains(name)) {
                miss(dropBox, name, bundles, counter);
            }
        }
    }

    private Map<String, Watched> deployedBefore(Path dropBox) {
        Map<String, Watched> bundles = new HashMap<>();
        store.deployedFrom(dropBox).forEach(name -> bundles.put(name, new Watched()));
        return bundles;
    }

    private void visit(Path dropBox, Path path, Watched bundle, Counter counter) throws InterruptedException {
        bundle.missed = 0;
        try {
            BundleFolder folder = BundleFolder.look(path);
            if (folder.equals(bundle.handled)) {
                counter.unchanged++;
            } else if (!folder.equals(bundle.seen)) {
                bundle.see(folder);
                counter.waiting++;
            } else {
                counter.add(handle(dropBox, folder, bundle));
            }
        } catch (IOException | RuntimeException e) {
            bundle.logOnce(path, e);
            counter.waiting++;
        }
    }

    private Result handle(Path dropBox, BundleFolder folder, Watched bundle) throws IOException, InterruptedException {
        List<String> broken = folder.unreadable();
        if (!broken.isEmpty() && ++bundle.broken < PASSES_UNTIL_BROKEN) {
            return Result.WAITING;
        }
        List<String> faults = new ArrayList<>(DeployBundle.faults(folder.name(), folder.jars()));
        broken.forEach(jar -> faults.add("%s is not a readable zip file; build the bundle again.".formatted(jar)));
        Result result = faults.isEmpty() ? deploy(dropBox, folder, bundle) : refuse(folder, faults);
        bundle.handled = folder;
        bundle.failure = null;
        return result;
    }

    private Result refuse(BundleFolder folder, List<String> faults) {
        String message = String.join(" ", faults);
        log.warn("The bundle {} is refused: {}", folder.path(), message);
        store.markRefused(folder.name(), null, List.of(new DescribeError(folder.name(), message, "")));
        return Result.REFUSED;
    }

    private Result deploy(Path dropBox, BundleFolder folder, Watched bundle) throws IOException, InterruptedException {
        BundleFiles files = BundleFiles.hash(folder.name(), folder.jars(), bundle.files);
        bundle.files = files;
        Optional<DeployedBundle> deployed = store.deployed(folder.name());
        boolean same = deployed.filter(old ->
                        old.clean() && old.build().equals(files.manifest().build()) && dropBox.equals(old.dropBox()))
                .isPresent();
        if (same) {
            return Result.UNCHANGED;
        }
        Deployment deployment = deploy.deploy(files, dropBox);
        log.info(
                deployment.accepted()
                        ? "Bundle {} build {}: {} in force, {} import errors"
                        : "Bundle {} build {} is refused, what was in force stays: {} {} import errors",
                folder.path(),
                files.manifest().build().substring(0, 12),
                deployment.dagIds(),
                deployment.errors().size());
        return deployment.accepted() ? Result.DEPLOYED : Result.REFUSED;
    }

    private void miss(Path dropBox, String name, Map<String, Watched> bundles, Counter counter)
            throws InterruptedException {
        Watched bundle = bundles.get(name);
        if (bundle == null || ++bundle.missed < PASSES_UNTIL_GONE) {
            counter.waiting++;
            return;
        }
        try {
            if (store.deployedFrom(dropBox).contains(name)) {
                deploy.remove(name, dropBox);
                log.info("Bundle {} is gone from {}: its DAGs are inactive now", name, dropBox);
                counter.removed++;
            }
            store.markRefused(name, null, List.of());
            bundles.remove(name);
        } catch (IOException | RuntimeException e) {
            bundle.logOnce(dropBox.resolve(name), e);
            counter.waiting++;
        }
    }

    private enum Result {
        UNCHANGED,
        WAITING,
        DEPLOYED,
        REFUSED
    }

    /** What earlier passes know of one bundle. */
    private static final class Watched {
        private @Nullable BundleFolder seen;
        private @Nullable BundleFolder handled;
        private @Nullable BundleFiles files;
        private @Nullable String failure;
        private int broken;
        private int missed;

        void see(BundleFolder folder) {
            seen = folder;
            broken = 0;
        }

        void logOnce(Path path, Exception e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(failure)) {
                log.warn("The bundle {} is tried again by the next pass: {}", path, message);
                failure = message;
            }
        }
    }

    private static final class Counter {
        private int unchanged;
        private int waiting;
        private int deployed;
        private int refused;
        private int removed;
        private int unreadable;

        void add(Result result) {
            switch (result) {
                case UNCHANGED -> unchanged++;
                case WAITING -> waiting++;
                case DEPLOYED -> deployed++;
                case REFUSED -> refused++;
            }
        }

        ScanCounts counts() {
            return new ScanCounts(unchanged, waiting, deployed, refused, removed, unreadable);
        }
    }
}
