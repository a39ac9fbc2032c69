package io.orchestrator.s3;

import io.orchestrator.s3.S3Files.Found;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is new below a prefix of a bucket, as a version. The file of an object is named {@code etag/key}, so the version before says
 * by its files which objects it has, and one that was changed is new.
 */
public final class S3Ingest {

    private static final String KEY = "s3";

    private S3Ingest() {}

    /**
     * Stages the objects that the version before does not have, if the dataset appends; otherwise all of them, of which those that
     * it has are copied from it. Discards the staging if nothing has changed.
     *
     * @return those that were read from the bucket
     * @throws NoRetryException if a key cannot be the name of a file, or as {@link S3Files} throws it
     */
    public static List<Found> newObjects(S3Files files, String prefix, Staging staging) throws IOException {
        Map<String, Found> there = new LinkedHashMap<>();
        files.list(prefix).forEach(found -> there.put(name(found), found));
        Map<String, Path> known = known(staging);
        List<Found> fresh = there.entrySet().stream()
                .filter(entry -> !known.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        boolean appends = staging.dataset().isAppendOnly();
        if (fresh.isEmpty() && (appends || there.keySet().equals(known.keySet()))) {
            staging.discard();
            return fresh;
        }
        for (Found found : fresh) {
            files.get(found, file(staging, name(found)));
        }
        if (!appends) {
            copy(known, there.keySet(), staging);
        }
        staging.meta(KEY, Map.of("bucket", files.bucket(), "prefix", prefix, "objects", there.size()));
        return fresh;
    }

    private static Map<String, Path> known(Staging staging) {
        return staging.parent().stream()
                .flatMap(parent -> parent.files().stream())
                .collect(Collectors.toMap(DatasetVersion.File::name, DatasetVersion.File::path));
    }

    private static void copy(Map<String, Path> known, Set<String> wanted, Staging staging) throws IOException {
        for (String name : wanted) {
            Path old = known.get(name);
            if (old != null) {
                Path file = file(staging, name);
                Files.createDirectories(file.getParent());
                Files.copy(old, file);
            }
        }
    }

    private static String name(Found found) {
        return found.etag() + "/" + found.key();
    }

    static Path file(Staging staging, String name) {
        Path folder = staging.folder().toAbsolutePath();
        Path file = folder.resolve(name);
        // A key may be anything, also ../../etc/passwd.
        if (!folder.relativize(file).normalize().toString().equals(name)
                || !file.normalize().startsWith(folder)) {
            throw new NoRetryException("the key '" + name.substring(name.indexOf('/') + 1)
                    + "' cannot be the name of a file; rename the object or use a prefix without it");
        }
        return file;
    }
}
