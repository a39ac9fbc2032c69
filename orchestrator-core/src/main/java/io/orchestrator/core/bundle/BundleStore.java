package io.orchestrator.core.bundle;

import io.orchestrator.core.dataset.BrokenContract;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where jars, builds and import errors lie. */
public interface BundleStore {

    /** What is deployed of a bundle. */
    Optional<DeployedBundle> deployed(String bundle);

    /** The bundles that were last deployed from this drop-box and had jars. */
    List<String> deployedFrom(Path dropBox);

    /** Of these DAG ids those that are active DAGs of another bundle, each with that bundle's name. */
    Map<String, String> takenByOthers(String bundle, Collection<String> dagIds);

    /**
     * Stores the jars that are not there yet, and the build.
     *
     * @param files the jars' files, in the manifest's order
     * @throws JarChanged if a file is not what the manifest says; nothing is stored then
     * @throws IOException if a file cannot be read
     */
    void save(BundleManifest manifest, List<Path> files) throws IOException;

    /**
     * Notes that a build is deployed, and replaces all import errors of its bundle. If it was another build before, contracts that
     * were broken by its DAGs or for them are forgotten.
     *
     * @param dropBox where it was found, or null: it was uploaded
     * @param contracts that are broken now
     */
    void markDeployed(
            BundleManifest manifest,
            @Nullable Path dropBox,
            List<DescribeError> errors,
            List<BrokenContract> contracts);

    /**
     * Replaces all import errors of a bundle of which nothing is deployed anew.
     *
     * @param build null: the bundle never got as far as a build
     */
    void markRefused(String bundle, @Nullable String build, List<DescribeError> errors);

    /** All import errors, newest first. */
    List<ImportError> importErrors();

    Optional<BundleManifest> manifest(String build);

    /** A jar by its hash. */
    Optional<StoredJar> jar(String sha256);

    /**
     * @param dropBox where it was found, or null: it was uploaded
     * @param clean it has no import errors
     */
    record DeployedBundle(String build, @Nullable Path dropBox, boolean clean) {}

    /**
     * @param source the class that should define a DAG, or the bundle's name: the whole bundle
     * @param build null: the bundle never got as far as a build
     */
    record ImportError(
            String bundle, String source, @Nullable String build, String message, String detail, Instant at) {}

    /**
     * @param name the file's name when it was first stored
     * @param size in bytes
     * @param content to be closed by the caller; reads in small pieces and holds no connection between them
     */
    record StoredJar(String name, long size, InputStream content) {}
}
