package io.orchestrator.runner;

import io.orchestrator.sdk.DatasetStore;
import io.orchestrator.sdk.DatasetVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where attempts find the files of datasets, and where they have room for their own. Opened by the first that needs it. */
public final class Lake {

    /** Of a worker, or a test, without datasets. */
    public static final Lake NONE = new Lake(null, Path.of(""));

    private final @Nullable String place;
    private final Path folder;
    private @Nullable DatasetStore store;

    /**
     * @param place a folder, or an address that an integration understands, such as {@code s3://bucket/folder}; null: none
     * @param folder in which each attempt may make a folder of its own
     */
    public Lake(@Nullable String place, Path folder) {
        this.place = place;
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /**
     * Keeps a file.
     *
     * @return its SHA-256
     */
    public String put(Path file) throws IOException, InterruptedException {
        String sha256 = Hashes.of(file);
        store().put(file, sha256);
        return sha256;
    }

    /** A version, as a task gets it; its files stay where they are handed out. */
    public DatasetVersion open(JsonNode version) throws IOException, InterruptedException {
        return new AttemptDatasets(this, UUID.randomUUID()).version(version);
    }

    /** @throws IOException if it cannot be opened */
    synchronized DatasetStore store() throws IOException {
        if (store == null) {
            store = open();
        }
        return store;
    }

    private DatasetStore open() throws IOException {
        if (place == null) {
            throw new IOException("the worker has no lake, where the files of datasets lie; start it with --lake");
        }
        if (!DatasetStore.isAddress(place)) {
            return new FolderLake(Path.of(place));
        }
        URI address = URI.create(place);
        return DatasetStore.open(address, Lake.class.getClassLoader())
                .orElseThrow(() -> new IOException(
                        "the lake is at " + place + ", which nothing in this bundle can open; add the integration for "
                                + address.getScheme() + " to the bundle"));
    }
}
