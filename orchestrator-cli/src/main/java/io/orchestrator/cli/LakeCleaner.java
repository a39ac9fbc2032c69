package io.orchestrator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Deletes files of a lake that no version names. A file that somebody publishes meanwhile is young again, and stays. */
final class LakeCleaner {

    private static final Duration GRACE = Duration.ofDays(1);
    private static final int BATCH = 1_000;
    private static final int HASH = 64;
    private static final String ASIDE = ".gone";

    private final Path objects;
    private final Server server;
    private final boolean dryRun;

    LakeCleaner(Path folder, Server server, boolean dryRun) {
        this.objects = folder.resolve("objects");
        this.server = server;
        this.dryRun = dryRun;
    }

    /** @return how many files went */
    long clean() throws IOException {
        Instant before = now().minus(GRACE);
        long gone = 0;
        List<Path> batch = new ArrayList<>();
        for (Path file : old(before)) {
            batch.add(file);
            if (batch.size() == BATCH) {
                gone += clean(batch, before);
                batch.clear();
            }
        }
        return gone + clean(batch, before);
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

    private long clean(List<Path> files, Instant before) throws IOException {
        if (files.isEmpty()) {
            return 0;
        }
        var body = Server.object();
        var hashes = body.putArray("sha256");
        // What is no whole file was left by a process that died.
        files.stream()
                .map(LakeCleaner::name)
                .filter(name -> name.length() == HASH)
                .forEach(hashes::add);
        List<String> unnamed = server.post("/api/orchestrator/v1/lake/unnamed", body)
                .path("sha256")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        long gone = 0;
        for (Path file : files) {
            boolean half = name(file).length() != HASH;
            if ((half || unnamed.contains(name(file))) && (dryRun || delete(file, before))) {
                gone++;
            }
        }
        return gone;
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
}
