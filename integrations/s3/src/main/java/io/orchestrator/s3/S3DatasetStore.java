package io.orchestrator.s3;

import io.orchestrator.s3.S3Files.Found;
import io.orchestrator.sdk.ingest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files of dataset versions as objects that are named by the SHA-256 of their bytes, so the same bytes are there once and nothing is
 * ever overwritten with others.
 */
public final class S3DatasetStore {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final S3Files files;
    private final String prefix;
    private final Path cache;

    /**
     * A store in a bucket.
     *
     * @param prefix of all its keys, such as {@code lake/}
     * @param cache where what was fetched stays, named by its hash
     */
    public S3DatasetStore(S3Files files, String prefix, Path cache) {
        this.files = files;
        this.prefix = prefix;
        this.cache = cache;
    }

    /**
     * Keeps a file. When this returns it is there.
     *
     * @return the SHA-256 of its bytes, by which it is fetched
     */
    public String put(Path file) {
        try {
            String sha256 = Sha256.of(file);
            Optional<Found> there = files.find(key(sha256));
            if (there.isEmpty() || there.get().bytes() != Files.size(file)) {
                files.put(file, key(sha256));
            }
            return sha256;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
    }

    /**
     * A file on this machine with the bytes of that hash. It must not be changed.
     *
     * @param name which its file name ends with
     * @throws IllegalStateException if what is there has other bytes
     */
    public Path fetch(String sha256, String name) {
        Path file = cache.resolve(requireHash(sha256)).resolve(Path.of(name).getFileName());
        if (Files.exists(file)) {
            return file;
        }
        try {
            Path arrived = Files.createTempDirectory(Files.createDirectories(cache), ".fetch-")
                    .resolve("file");
            try {
                String found = files.get(key(sha256), arrived);
                if (!found.equals(sha256)) {
                    throw new IllegalStateException("the object '" + key(sha256) + "' of bucket '" + files.bucket()
                            + "' has the SHA-256 " + found + ": its bytes were changed; restore it from a copy");
                }
                Files.createDirectories(file.getParent());
                return Files.move(arrived, file);
            } finally {
                Files.deleteIfExists(arrived);
                Files.deleteIfExists(arrived.getParent());
            }
        } catch (FileAlreadyExistsException e) {
            // Another task was faster, with the same bytes.
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be written", e);
        }
    }

    private String key(String sha256) {
        return prefix + requireHash(sha256).substring(0, 2) + "/" + sha256;
    }

    private static String requireHash(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256; expected 64 of the characters 0-9 a-f");
        }
        return sha256;
    }
}
