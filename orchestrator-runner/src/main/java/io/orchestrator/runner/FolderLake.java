package io.orchestrator.runner;

import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** A lake in a folder, of one machine or shared: {@code objects/ab/abcd..}. Files are handed out as links. */
final class FolderLake implements DatasetStore {

    private static final String READ_ONLY = "r--r--r--";

    /** One for each first byte of a hash. */
    private static final int SHARDS = 256;

    private final Path objects;
    private boolean prepared;

    FolderLake(Path folder) {
        this.objects = folder.toAbsolutePath().resolve("objects");
    }

    private Path place(String sha256) {
        return objects.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** All folders at once, so that one flush makes them last, and not one with each file. */
    private synchronized void prepare() throws IOException {
        if (!prepared) {
            for (int shard = 0; shard < SHARDS; shard++) {
                Files.createDirectories(objects.resolve("%02x".formatted(shard)));
            }
            sync(objects, StandardOpenOption.READ);
            prepared = true;
        }
    }

    @Override
    public void put(Path file, String sha256) throws IOException {
        prepare();
        Path place = place(sha256);
        Path folder = place.resolveSibling("");
        Path half = folder.resolve(sha256 + "." + UUID.randomUUID() + ".part");
        try {
            if (isThere(place, Files.size(file), half)) {
                return;
            }
            copy(file, half, sha256);
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString(READ_ONLY));
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
            sync(folder, StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /**
     * Makes a file that is there young again: who cleans up takes old ones away that no version names yet. Of a file of another user
     * that cannot be done; it is replaced by the same bytes.
     */
    private static boolean isThere(Path place, long bytes, Path scratch) throws IOException {
        try {
            if (Files.size(place) != bytes) {
                return false;
            }
            // The time is the file system's, by which the age is judged.
            Files.setLastModifiedTime(place, Files.getLastModifiedTime(Files.createFile(scratch)));
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private static void copy(Path file, Path to, String sha256) throws IOException {
        MessageDigest digest = Hashes.sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            in.transferTo(out);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new IOException(
                    file.getFileName() + " was changed while it was stored; close files before the task returns");
        }
        sync(to, StandardOpenOption.WRITE);
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public void fetch(String sha256, long bytes, Path to) throws IOException {
        Path place = place(sha256);
        if (!Files.isRegularFile(place)) {
            throw new IOException(
                    place + " is not in the lake; if workers run on several machines, all need the same lake");
        }
        long found = Files.size(place);
        if (found != bytes) {
            throw new IOException(
                    place + " has " + found + " bytes, but " + bytes + " were published; the lake is damaged");
        }
        Files.createSymbolicLink(to, place);
    }
}
