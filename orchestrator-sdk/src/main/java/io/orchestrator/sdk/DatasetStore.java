package io.orchestrator.sdk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

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
