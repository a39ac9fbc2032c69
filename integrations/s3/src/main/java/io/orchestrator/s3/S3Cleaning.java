package io.orchestrator.s3;

import io.orchestrator.s3.S3Files.Found;
import io.orchestrator.sdk.DatasetStore.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Deletes objects of a lake in a bucket that no version names. S3 cannot delete an object only if nobody has just found it there, so
 * a file goes in two steps. It is set aside as {@code PREFIX/gone/abcd..}, where it can still be fetched; the next cleaning that finds
 * it there for longer than the grace puts it back if a version names it by then, and else deletes it. Whoever found it there before
 * it was set aside has published it by then, or never will.
 */
final class S3Cleaning {

    /** Below the lake's prefix. */
    static final String ASIDE = "gone/";

    private static final Pattern FILE = Pattern.compile("[0-9a-f]{2}/([0-9a-f]{64})");
    private static final Pattern SET_ASIDE = Pattern.compile(ASIDE + "([0-9a-f]{64})");
    private static final String CLOCK = "now";

    private final S3Files files;
    private final String prefix;
    private final Names names;
    private final boolean dryRun;

    /** @param dryRun changes nothing */
    S3Cleaning(S3Files files, String prefix, Names names, boolean dryRun) {
        this.files = files;
        this.prefix = prefix;
        this.names = names;
        this.dryRun = dryRun;
    }

    /** @return how many files no version names: those that are set aside now, and are deleted by the next cleaning */
    long clean(Duration grace) throws IOException {
        Instant before = now().minus(grace);
        List<Found> all = files.list(prefix);
        sweep(old(all, SET_ASIDE, before));
        return setAside(old(all, FILE, before));
    }

    /** By the server's clock, which says when an object was made. */
    private Instant now() throws IOException {
        Path empty = Files.createTempFile("lake-", ".now");
        String key = prefix + CLOCK;
        try {
            files.put(empty, key);
            return files.find(key)
                    .orElseThrow(() -> new IOException("the object '" + key + "' was deleted meanwhile"))
                    .modified();
        } finally {
            Files.delete(empty);
            files.delete(key);
        }
    }

    private List<Found> old(List<Found> all, Pattern kind, Instant before) {
        return all.stream()
                .filter(found -> found.modified().isBefore(before))
                .filter(found ->
                        kind.matcher(found.key().substring(prefix.length())).matches())
                .toList();
    }

    private void sweep(List<Found> old) throws IOException {
        for (List<Found> batch : batches(old)) {
            Set<String> unnamed = unnamed(batch);
            for (Found found : dryRun ? List.<Found>of() : batch) {
                String sha256 = sha256(found);
                if (!unnamed.contains(sha256)) {
                    files.copy(found.key(), prefix + sha256.substring(0, 2) + "/" + sha256);
                }
                files.delete(found.key());
            }
        }
    }

    private long setAside(List<Found> old) throws IOException {
        long gone = 0;
        for (List<Found> batch : batches(old)) {
            Set<String> unnamed = unnamed(batch);
            for (Found found : batch) {
                if (unnamed.contains(sha256(found))) {
                    gone++;
                    if (!dryRun) {
                        files.copy(found.key(), prefix + ASIDE + sha256(found));
                        files.delete(found.key());
                    }
                }
            }
        }
        return gone;
    }

    private Set<String> unnamed(List<Found> batch) throws IOException {
        return names.unnamed(batch.stream().map(S3Cleaning::sha256).toList());
    }

    private static String sha256(Found found) {
        return found.key().substring(found.key().lastIndexOf('/') + 1);
    }

    private static List<List<Found>> batches(List<Found> all) {
        List<List<Found>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += Names.MOST) {
            batches.add(all.subList(from, Math.min(all.size(), from + Names.MOST)));
        }
        return batches;
    }
}
