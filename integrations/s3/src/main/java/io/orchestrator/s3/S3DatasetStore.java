package io.orchestrator.s3;

import io.orchestrator.s3.S3Files.Found;
import io.orchestrator.sdk.DatasetStore;
import io.orchestrator.sdk.NoRetryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A lake in a bucket: objects {@code PREFIX/ab/abcd..} that are named by the SHA-256 of their bytes, so the same bytes are there once
 * and nothing is ever overwritten with others. Files are handed out as copies. What {@link S3Cleaning} has set aside is found there.
 */
public final class S3DatasetStore implements DatasetStore {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final S3Files files;
    private final String prefix;

    /**
     * A store in a bucket.
     *
     * @param prefix of all its keys, such as {@code lake/}; may be empty
     */
    public S3DatasetStore(S3Files files, String prefix) {
        this.files = files;
        this.prefix = prefix;
    }

    @Override
    public void put(Path file, String sha256) throws IOException {
        String key = key(sha256);
        Optional<Found> there = files.find(key);
        if (there.isPresent() && there.get().bytes() == Files.size(file)) {
            return;
        }
        // Never an object whose name is not that of its bytes: the server refuses what is not what was hashed here.
        files.put(file, key, sha256);
    }

    @Override
    public void fetch(String sha256, long bytes, Path to) throws IOException {
        String key = key(sha256);
        String found = get(key, sha256, to);
        if (!found.equals(sha256)) {
            long length = Files.size(to);
            Files.delete(to);
            throw new IOException("the object '" + key + "' of bucket '" + files.bucket() + "' has " + length
                    + " bytes with the SHA-256 " + found + ", but " + bytes
                    + " others were published: its bytes were changed; restore it from a copy");
        }
    }

    private String get(String key, String sha256, Path to) {
        for (String place : List.of(key, aside(sha256))) {
            try {
                return files.get(place, to);
            } catch (NoRetryException missing) {
                // It may be in the next place.
            }
        }
        // It may have been put back in between.
        return files.get(key, to);
    }

    @Override
    public long clean(Names names, Duration grace, boolean dryRun) throws IOException {
        return new S3Cleaning(files, prefix, names, dryRun).clean(grace);
    }

    /** Where a file waits that is to be deleted. */
    private String aside(String sha256) {
        return prefix + S3Cleaning.ASIDE + sha256;
    }

    private String key(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256; expected 64 of the characters 0-9 a-f");
        }
        return prefix + sha256.substring(0, 2) + "/" + sha256;
    }
}
