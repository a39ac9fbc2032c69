package io.orchestrator.cli;

import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        Instant before = now().minus(grace);
        List<Path> old = old(before);
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
    private Instant now() throws IOException {
        Path scratch = Files.createTempFile(objects, "now", ".part");
        try {
            return Files.getLastModifiedTime(scratch).toInstant();
        } finally {
            Files.delete(scratch);
        }
    }

    private List<Path> old(Instant before) throws IOException {
        List<Path> old = new ArrayList<>();
        try (Stream<Path> all = Files.walk(objects)) {
            for (Path found : all.filter(Files::isRegularFile).toList()) {
                Path file = restored(found);
                if (isOld(file, before)) {
                    old.add(file);
                }
            }
        }
        return old;
    }

    /** A clean-up that died may have left it aside. */
    private static Path restored(Path file) throws IOException {
        return name(file).endsWith(ASIDE)
                ? Files.move(file, file.resolveSibling(name(file).substring(0, HASH)), StandardCopyOption.ATOMIC_MOVE)
                : file;
    }

    private static boolean isOld(Path file, Instant before) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(before);
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
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        if (isOld(aside, before)) {
            Files.delete(aside);
            return true;
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
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
