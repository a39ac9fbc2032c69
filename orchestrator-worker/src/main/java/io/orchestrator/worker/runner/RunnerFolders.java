package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where runners find what they need, and where they may write: a folder each, and a home for all. Below the work folder, or
 * elsewhere if the runners' user cannot get there.
 */
public final class RunnerFolders {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerFolders.class);
    /** The kernel takes 107 bytes for a socket's path; the rest is for its name. */
    private static final int LONGEST_SOCKET_FOLDER = 80;

    private static final String PRIVATE = "rwx------";
    private static final String PASSAGE = "rwx--x--x";

    private final Path root;
    private final Path sockets;
    private final Path runnerJar;
    private final String mark;
    private final String lake;
    private final @Nullable RunnerUser user;

    private RunnerFolders(
            Path root, Path sockets, Path runnerJar, String mark, String lake, @Nullable RunnerUser user) {
        this.root = root;
        this.sockets = sockets;
        this.runnerJar = runnerJar;
        this.mark = mark;
        this.lake = lake;
        this.user = user;
    }

    /**
     * Prepares the folders and ends what a worker that was killed left there. The caller holds the work folder's lock.
     *
     * @param work must exist
     */
    public static RunnerFolders prepare(Path work, RunnerSettings settings) throws IOException, InterruptedException {
        RunnerUser user = settings.user();
        String mark = UUID.nameUUIDFromBytes(work.toRealPath().toString().getBytes(StandardCharsets.UTF_8)) + "/";
        endLeftOver(mark);
        Path root = user == null ? work : OpenFolders.below(work, user);
        FolderTree.delete(root.resolve("runners"));
        FolderTree.delete(root.resolve("sockets"));
        RunnerFolders folders = new RunnerFolders(
                root,
                sockets(root),
                runnerJar(root, settings.runnerJar(), user),
                mark,
                LakeFolder.prepare(settings.lake(), user),
                user);
        folders.make(root.resolve("runners"), user == null ? PRIVATE : PASSAGE);
        folders.make(folders.sockets, user == null ? PRIVATE : PASSAGE);
        folders.makeOwn(folders.home());
        folders.make(folders.jars(), "rwxr-x---");
        if (user != null) {
            user.share(folders.jars());
        }
        return folders;
    }

    private static void endLeftOver(String mark) throws InterruptedException {
        ProcessGroup leftOver = new ProcessGroup(0, mark);
        if (!leftOver.members().isEmpty()) {
            LOG.warn("processes {} of an earlier worker are ended", leftOver.members());
            leftOver.killForCertain();
        }
    }

    private static Path sockets(Path root) throws IOException {
        Path sockets = root.resolve("sockets");
        if (sockets.toString().length() <= LONGEST_SOCKET_FOLDER) {
            return sockets;
        }
        Path short_ = Files.createTempDirectory("orch");
        short_.toFile().deleteOnExit();
        return short_;
    }

    private static Path runnerJar(Path root, Path jar, @Nullable RunnerUser user) throws IOException {
        if (user == null || user.canRead(jar)) {
            return jar;
        }
        Path copy = root.resolve("runner.jar");
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    private void make(Path folder, String permissions) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    private void makeOwn(Path folder) throws IOException {
        make(folder, PRIVATE);
        if (user != null) {
            user.own(folder);
        }
    }

    /** Where bundles' jars are kept. */
    public Path jars() {
        return root.resolve("jars");
    }

    /** Where the files of datasets lie, as runners get there. */
    String lake() {
        return lake;
    }

    /** Outlives runners. */
    Path home() {
        return root.resolve("home");
    }

    Path runnerJar() {
        return runnerJar;
    }

    Path create(String runner) throws IOException {
        Path folder = root.resolve("runners").resolve(runner);
        makeOwn(folder);
        makeOwn(folder.resolve("tmp"));
        return folder;
    }

    Path socket(String runner) {
        return sockets.resolve(runner);
    }

    /** Only the runners' user may connect. */
    void protect(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        if (user != null) {
            user.own(socket);
        }
    }

    /** A name for this worker's control groups. */
    String groupName() {
        return "orchestrator-" + mark.substring(0, 8);
    }

    String marker(String runner) {
        return mark + runner + "/";
    }

    void delete(String runner) {
        try {
            FolderTree.delete(root.resolve("runners").resolve(runner));
            Files.deleteIfExists(socket(runner));
        } catch (IOException e) {
            LOG.warn("the folder of runner {} could not be deleted: {}", runner, e.toString());
        }
    }
}
