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
 * it was set aside has published it by then, or never will. An object that cannot be copied or deleted does not keep the others.
 */
final class S3Cleaning {

    /** Below the lake's prefix. */
    static final String ASIDE = "gone/";

    private static final Pattern FILE = Pattern.compile("[0-9a-f]{2}/([0-9a-f]{64})");
    private static final Pattern SET_ASIDE = Pattern.compile(ASIDE + "([0-9a-f]{64})");
    private static final String CLOCK = "now";

    /** So many one after the other: the server ails, and not they. */
    private static final int MOST_FAILURES = 10;

    private final S3Files files;
    private final String prefix;
    private final Names names;
    private final boolean dryRun;
    private final List<String> failures = new ArrayList<>();
    private int failedInARow;

    /** @param dryRun changes nothing */
    S3Cleaning(S3Files files, String prefix, Names names, boolean dryRun) {
        this.files = files;
        this.prefix = prefix;
        this.names = names;
        this.dryRun = dryRun;
    }

    /**
     * Cleans once.
     *
     * @return how many files no version names: those that are set aside now, and are deleted by the next cleaning
     * @throws IOException at the end, if some objects could not be copied or deleted
     */
    long clean(Duration grace) throws IOException {
        Instant before = now().minus(grace);
        List<Found> all = files.list(prefix);
        sweep(old(all, SET_ASIDE, before), before);
        long gone = setAside(old(all, FILE, before));
        if (!failures.isEmpty()) {
            throw failed(gone + " others were set aside");
        }
        return gone;
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

    private void sweep(List<Found> old, Instant before) throws IOException {
        for (List<Found> batch : batches(old)) {
            Set<String> unnamed = unnamed(batch);
            for (Found found : dryRun ? List.<Found>of() : batch) {
                tried(() -> {
                    String sha256 = sha256(found);
                    if (!unnamed.contains(sha256)) {
                        files.copy(found.key(), prefix + sha256.substring(0, 2) + "/" + sha256);
                    }
                    // Another cleaning may just have set it aside again, and then this is all that is left of it.
                    if (files.find(found.key())
                            .filter(still -> still.modified().isBefore(before))
                            .isPresent()) {
                        files.delete(found.key());
                    }
                });
            }
        }
    }

    private long setAside(List<Found> old) throws IOException {
        long gone = 0;
        for (List<Found> batch : batches(old)) {
            Set<String> unnamed = unnamed(batch);
            for (Found found : batch) {
                if (unnamed.contains(sha256(found)) && (dryRun || tried(() -> setAside(found)))) {
                    gone++;
                }
            }
        }
        return gone;
    }

    private void setAside(Found found) {
        files.copy(found.key(), prefix + ASIDE + sha256(found));
        files.delete(found.key());
    }

    private boolean tried(Runnable step) throws IOException {
        try {
            step.run();
            failedInARow = 0;
            return true;
        } catch (RuntimeException e) {
            failures.add(e.getMessage());
            failedInARow++;
            if (failedInARow == MOST_FAILURES) {
                throw failed("it ended there, since " + MOST_FAILURES + " failed one after the other");
            }
            return false;
        }
    }

    private IOException failed(String rest) {
        return new IOException("%d objects stay until the next cleaning; %s:%n%s"
                .formatted(failures.size(), rest, String.join(System.lineSeparator(), failures)));
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
