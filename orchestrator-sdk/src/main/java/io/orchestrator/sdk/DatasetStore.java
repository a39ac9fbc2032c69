package io.orchestrator.sdk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Where the files of datasets lie: the lake, which all workers share. A file is known by the SHA-256 of its bytes and is never
 * changed. For integrations; found by {@link java.util.ServiceLoader} through {@link Provider}.
 */
public interface DatasetStore {

    /**
     * Keeps a file. When this returns, the file is there to stay, whatever dies then. Keeping the same bytes again, also at the same
     * time, changes nothing.
     *
     * @param file which nobody changes meanwhile
     * @param sha256 of its bytes, in lower-case hexadecimal
     */
    void put(Path file, String sha256) throws IOException, InterruptedException;

    /**
     * Hands out a file for reading, as a link or a copy.
     *
     * @param bytes its length
     * @param to where it is to be read; nothing is there, but the folder is
     * @throws IOException if it is not in the lake, or has another length
     */
    void fetch(String sha256, long bytes, Path to) throws IOException, InterruptedException;

    /**
     * Deletes files that no version names, and that are older than a time that no attempt takes from its first {@link #put} to its
     * end. May run while others put and fetch: what they come to name in the meantime stays.
     *
     * @param dryRun only counts
     * @return how many files went, or would
     */
    default long clean(Names names, Duration grace, boolean dryRun) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("files in lakes of this kind cannot be deleted");
    }

    /** What versions name; asked at most {@value #MOST} at a time. */
    interface Names {

        int MOST = 1_000;

        /** Those of these files that no version names. */
        Set<String> unnamed(Collection<String> sha256) throws IOException;
    }

    /** Whether this is the address of a lake that an integration opens, and no folder. */
    static boolean isAddress(String lake) {
        return lake.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*");
    }

    /**
     * Opens a lake.
     *
     * @param lake such as {@code s3://bucket/folder}
     * @param integrations where to look for what can open it
     * @return empty: there is nothing that can
     * @throws IllegalArgumentException if it cannot be used
     */
    static Optional<DatasetStore> open(URI lake, ClassLoader integrations) {
        return ServiceLoader.load(Provider.class, integrations).stream()
                .map(provider -> provider.get().open(lake))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Opens lakes of one kind. */
    interface Provider {

        /**
         * Opens a lake.
         *
         * @param lake such as {@code s3://bucket/folder}
         * @return empty: it is of another kind
         * @throws IllegalArgumentException if it is of this kind, but cannot be used
         */
        Optional<DatasetStore> open(URI lake);
    }
}
