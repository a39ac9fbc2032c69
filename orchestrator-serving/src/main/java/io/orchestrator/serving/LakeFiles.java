package io.orchestrator.serving;

import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lake of the workers, to be read: a folder, or what an integration on the class path opens, such as a bucket. */
interface LakeFiles {

    /**
     * Where a file can be read here.
     *
     * @param bytes its length
     * @throws IOException if it is not in the lake, or cannot be fetched now
     */
    Path find(String sha256, long bytes) throws IOException, InterruptedException;

    /**
     * Opens one.
     *
     * @param lake a folder, or an address such as {@code s3://bucket/folder}, as workers are told
     * @throws IllegalArgumentException if there is no such folder, or nothing can open the address
     */
    static LakeFiles open(String lake) {
        if (!DatasetStore.isAddress(lake)) {
            Path folder = Path.of(lake);
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("it is no folder");
            }
            return (sha256, bytes) -> place(folder, sha256);
        }
        URI address = URI.create(lake);
        DatasetStore store = DatasetStore.open(address, LakeFiles.class.getClassLoader())
                .orElseThrow(
                        () -> new IllegalArgumentException("nothing here can open lakes of " + address.getScheme()));
        return (sha256, bytes) -> fetch(store, sha256, bytes);
    }

    private static Path place(Path folder, String sha256) throws IOException {
        Path place = folder.resolve("objects").resolve(sha256.substring(0, 2)).resolve(sha256);
        if (!Files.isRegularFile(place)) {
            throw new IOException("there is no %s; expected --lake as workers have it".formatted(place));
        }
        return place;
    }

    /** A copy; a model is read once, when it is loaded, and the system takes its temporary files away. */
    private static Path fetch(DatasetStore store, String sha256, long bytes) throws IOException, InterruptedException {
        Path copy = Files.createTempDirectory("serving-").resolve(sha256);
        store.fetch(sha256, bytes, copy);
        copy.toFile().deleteOnExit();
        return copy;
    }
}
