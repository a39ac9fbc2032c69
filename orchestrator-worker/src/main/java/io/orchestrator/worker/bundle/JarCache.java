package io.orchestrator.worker.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Jars in a folder, each named by the SHA-256 of its content; a file that is there is whole. One that somebody has got and not
 * given back is never deleted. Thread-safe.
 */
final class JarCache {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration LONGEST_FETCH = Duration.ofHours(1);

    private final Path folder;
    private final Clock clock;
    /** How often each is in use. */
    private final Map<Path, Integer> inUse = new HashMap<>();

    JarCache(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Where a jar's bytes come from. */
    interface Source {
        InputStream open() throws BundleException, InterruptedException;
    }

    /**
     * The jar's file, fetched if it is not there; to be given back.
     *
     * @throws IOException it did not arrive whole, or could not be stored
     */
    Path get(String sha256, Source source) throws IOException, BundleException, InterruptedException {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new BundleException(
                    "The bundle names a jar by '" + sha256 + "', which is no SHA-256 in hexadecimal.", false);
        }
        Path jar = folder.resolve(sha256 + ".jar");
        boolean got = false;
        try {
            if (take(jar)) {
                Files.setLastModifiedTime(jar, FileTime.from(clock.instant()));
            } else {
                fetch(jar, sha256, source);
            }
            got = true;
            return jar;
        } finally {
            if (!got) {
                giveBack(jar);
            }
        }
    }

    /** Whether it is there; from now on it is not deleted. */
    private synchronized boolean take(Path jar) {
        inUse.merge(jar, 1, Integer::sum);
        return Files.exists(jar);
    }

    /** Nobody who got it needs it any more. */
    synchronized void giveBack(Path jar) {
        inUse.computeIfPresent(jar, (file, uses) -> uses == 1 ? null : uses - 1);
    }

    private void fetch(Path jar, String sha256, Source source)
            throws IOException, BundleException, InterruptedException {
        Files.createDirectories(folder);
        Path part = folder.resolve(
                sha256 + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
        try {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(source.open(), digest);
                    OutputStream out = Files.newOutputStream(part)) {
                in.transferTo(out);
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new IOException("it arrived with the hash " + found);
            }
            // Who may get here at all is decided by the folder.
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Deletes jars that are not in use: those that nobody has used for so long, and the longest unused ones until the rest fits;
     * pieces of broken fetches too. Gives the number of files.
     *
     * @param most how many bytes may stay
     */
    int prune(Duration unused, long most) throws IOException {
        Instant now = clock.instant();
        List<Kept> kept = kept();
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        int deleted = 0;
        for (Kept file : kept) {
            Duration age = Duration.between(file.usedAt(), now);
            boolean old = age.compareTo(file.isPart() ? LONGEST_FETCH : unused) > 0;
            if ((old || (bytes > most && !file.isPart())) && delete(file.file())) {
                bytes -= file.bytes();
                deleted++;
            }
        }
        return deleted;
    }

    private record Kept(Path file, Instant usedAt, long bytes) {
        boolean isPart() {
            return file.toString().endsWith(".part");
        }
    }

    /** Longest unused first. */
    private List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    add(kept, file);
                }
            }
        }
        kept.sort(Comparator.comparing(Kept::usedAt));
        return kept;
    }

    private static void add(List<Kept> kept, Path file) throws IOException {
        try {
            kept.add(new Kept(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
        } catch (NoSuchFileException e) {
            // A fetch has just ended.
            return;
        }
    }

    private synchronized boolean delete(Path file) throws IOException {
        return !inUse.containsKey(file) && Files.deleteIfExists(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
