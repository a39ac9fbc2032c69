package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where runners work: a folder each below the work folder, and their sockets in a folder with a short name. */
public final class RunnerFolders {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerFolders.class);
    /** The kernel takes 107 bytes for a socket's path; the rest is for its name. */
    private static final int LONGEST_SOCKET_FOLDER = 80;

    private final Path runners;
    private final Path sockets;
    private final String mark;

    private RunnerFolders(Path runners, Path sockets, String mark) {
        this.runners = runners;
        this.sockets = sockets;
        this.mark = mark;
    }

    /**
     * Prepares the folders and ends what a worker that was killed left there. The caller holds the work folder's lock.
     *
     * @param work must exist
     */
    public static RunnerFolders prepare(Path work) throws IOException, InterruptedException {
        Path runners = work.resolve("runners");
        Path sockets = work.resolve("sockets");
        String mark =
                UUID.nameUUIDFromBytes(work.toRealPath().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + "/";
        ProcessGroup leftOver = new ProcessGroup(0, mark);
        if (!leftOver.members().isEmpty()) {
            LOG.warn("processes {} of an earlier worker are ended", leftOver.members());
            leftOver.killForCertain();
        }
        deleteTree(runners);
        deleteTree(sockets);
        Files.createDirectories(runners);
        if (sockets.toString().length() > LONGEST_SOCKET_FOLDER) {
            sockets = Files.createTempDirectory("orch");
            sockets.toFile().deleteOnExit();
        } else {
            Files.createDirectories(
                    sockets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return new RunnerFolders(runners, sockets, mark);
    }

    Path create(String runner) throws IOException {
        Path folder = runners.resolve(runner);
        Files.createDirectories(folder.resolve("tmp"));
        return folder;
    }

    Path socket(String runner) {
        return sockets.resolve(runner);
    }

    String marker(String runner) {
        return mark + runner + "/";
    }

    void delete(String runner) {
        try {
            deleteTree(runners.resolve(runner));
            Files.deleteIfExists(socket(runner));
        } catch (IOException e) {
            LOG.warn("the folder of runner {} could not be deleted: {}", runner, e.toString());
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
