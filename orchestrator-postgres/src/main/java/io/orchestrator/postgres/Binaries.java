package io.orchestrator.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs: packed in a jar, unpacked once into a cache. */
final class Binaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int ANY_EXECUTE_BIT = 0111;
    private static final int NAME_DIGITS = 16;

    private Binaries() {}

    /** A place that the server's account can reach: the machine's cache for root, the user's own otherwise. */
    static Path defaultCache() {
        if (ServerAccount.current().differsFromOurs()) {
            return Path.of("/var/cache/orchestrator");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("orchestrator");
    }

    /** The folder with {@code bin/postgres}, unpacked if it was not there. */
    static Path unpackedIn(Path cache) {
        try {
            Path home = cache.resolve("postgres-" + archiveHash());
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                unpack(cache, home);
            }
            refuseIfClosed(home);
            return home;
        } catch (IOException failure) {
            throw Diagnosis.of("unpack PostgreSQL's programs into " + cache, failure);
        }
    }

    private static void refuseIfClosed(Path home) {
        ServerAccount.current().closedOnTheWayTo(home).ifPresent(closed -> {
            throw new PostgresFailed(
                    ("PostgreSQL does not run as root, and the account nobody cannot pass %s to its programs "
                                    + "in %s; choose another cache folder or allow others to pass (chmod o+x).")
                            .formatted(closed, home));
        });
    }

    /** Into a folder beside it first, then renamed: a half-unpacked folder never carries the final name. */
    private static void unpack(Path cache, Path home) throws IOException {
        createOpenFolder(cache);
        Path unfinished = Files.createTempDirectory(cache, home.getFileName() + ".");
        try {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract(unfinished);
            moveInPlace(unfinished, home);
        } finally {
            Folders.delete(unfinished);
        }
    }

    private static void createOpenFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void moveInPlace(Path unfinished, Path home) throws IOException {
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException failure) {
            throw failure;
        } catch (FileSystemException failure) {
            // Another process was first: its copy is as good as ours.
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw failure;
            }
        }
    }

    private static void extract(Path target) throws IOException {
        try (InputStream packed = archive();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extractOne(tar, entry, target);
            }
        }
    }

    private static void extractOne(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            createOpenFolders(target, target.relativize(path));
            return;
        }
        createOpenFolders(target, target.relativize(path.resolveSibling("")));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean program = (entry.getMode() & ANY_EXECUTE_BIT) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Opens each new folder by hand, whatever the umask says. */
    private static void createOpenFolders(Path target, Path relative) throws IOException {
        Path folder = target;
        for (Path step : relative) {
            folder = folder.resolve(step);
            createOpenFolder(folder);
        }
    }

    private static String archiveHash() throws IOException {
        try (DigestInputStream stream = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest()).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    private static InputStream archive() {
        InputStream stream = Binaries.class.getResourceAsStream(ARCHIVE);
        if (stream == null) {
            throw new PostgresFailed(
                    "PostgreSQL's programs (%s) are not on the class path; there are some for Linux on x86-64 only."
                            .formatted(ARCHIVE));
        }
        return stream;
    }
}
