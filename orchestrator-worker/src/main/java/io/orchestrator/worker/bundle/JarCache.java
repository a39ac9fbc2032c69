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
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Jars in a folder, each named by the SHA-256 of its content; a file that is there is whole. */
final class JarCache {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Clock clock;

    JarCache(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Where a jar's bytes come from. */
    interface Source {
        InputStream open() throws BundleException, InterruptedException;
    }

    /**
     * The jar's file, fetched if it is not there.
     *
     * @throws IOException it did not arrive whole, or could not be stored
     */
    Path get(String sha256, Source source) throws IOException, BundleException, InterruptedException {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new BundleException(
                    "The bundle names a jar by '" + sha256 + "', which is no SHA-256 in hexadecimal.", false);
        }
        Path jar = folder.resolve(sha256 + ".jar");
        if (Files.exists(jar)) {
            Files.setLastModifiedTime(jar, FileTime.from(clock.instant()));
        } else {
            fetch(jar, sha256, source);
        }
        return jar;
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
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes jars that nobody has used for so long, and pieces of broken fetches; gives their number. */
    int prune(Duration unused) throws IOException {
        Instant limit = clock.instant().minus(unused);
        int deleted = 0;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    deleted += prune(file, limit) ? 1 : 0;
                }
            }
        }
        return deleted;
    }

    private static boolean prune(Path file, Instant limit) throws IOException {
        try {
            boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(limit);
            return (old || file.toString().endsWith(".part")) && Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
