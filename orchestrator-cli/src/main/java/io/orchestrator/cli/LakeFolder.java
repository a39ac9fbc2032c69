package io.orchestrator.cli;

import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A lake in a folder, to be cleaned. A file that somebody publishes meanwhile is young again, and stays. */
final class LakeFolder implements DatasetStore {

    private static final int HASH = 64;
    private static final String ASIDE = ".gone";

    private final Path objects;

    LakeFolder(Path folder) {
        this.objects = folder.resolve("objects");
    }

    @Override
    public long clean(Names names, Duration grace, boolean dryRun) throws IOException {
        if (!Files.isDirectory(objects)) {
            throw new IOException("there is no folder %s; expected --lake as workers have it".formatted(objects));
        }
        Instant before = now().toInstant().minus(grace);
        List<Path> old = old(before, dryRun);
        long gone = 0;
        for (int from = 0; from < old.size(); from += Names.MOST) {
            for (Path file : unnamed(names, old.subList(from, Math.min(old.size(), from + Names.MOST)))) {
                if (dryRun || delete(file, before)) {
                    gone++;
                }
            }
        }
        return gone;
    }

    /** By the clock of the file system, by which the age of files is told. */
    private FileTime now() throws IOException {
        Path scratch = Files.createTempFile(objects, "now", ".part");
        try {
            return Files.getLastModifiedTime(scratch);
        } finally {
            Files.delete(scratch);
        }
    }

    private List<Path> old(Instant before, boolean dryRun) throws IOException {
        List<Path> old = new ArrayList<>();
        Files.walkFileTree(objects, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (name(file).endsWith(ASIDE)) {
                    if (!dryRun) {
                        restore(file);
                    }
                } else if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(before)) {
                    old.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            // Half a file is renamed or deleted by whoever writes it.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return e instanceof NoSuchFileException ? FileVisitResult.CONTINUE : super.visitFileFailed(file, e);
            }
        });
        return old;
    }

    /** A clean-up that died has left it aside. It may replace what was put since, so it has to be as young as that. */
    private void restore(Path aside) throws IOException {
        Files.setLastModifiedTime(aside, now());
        String name = name(aside);
        Path file = aside.resolveSibling(name.substring(0, name.length() - ASIDE.length()));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What is no whole file was left by a process that died. */
    private static List<Path> unnamed(Names names, List<Path> files) throws IOException {
        List<String> whole = files.stream()
                .map(LakeFolder::name)
                .filter(name -> name.length() == HASH)
                .toList();
        Set<String> unnamed = names.unnamed(whole);
        return files.stream()
                .filter(file -> name(file).length() != HASH || unnamed.contains(name(file)))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Whoever publishes it just now makes it young before or does not find it after it has moved. */
    private static boolean delete(Path file, Instant before) throws IOException {
        Path aside = file.resolveSibling(name(file) + ASIDE);
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            if (Files.getLastModifiedTime(aside).toInstant().isBefore(before)) {
                Files.delete(aside);
                return true;
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Somebody else has taken it away.
        }
        return false;
    }

    @Override
    public void put(Path file, String sha256) {
        throw new UnsupportedOperationException("the command line puts nothing into a lake");
    }

    @Override
    public void fetch(String sha256, long bytes, Path to) {
        throw new UnsupportedOperationException("the command line reads nothing of a lake");
    }
}
