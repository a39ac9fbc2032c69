package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders that another user can reach, for workers whose own folder that user cannot. */
final class OpenFolders {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFolders.class);
    private static final Path ALL = Path.of("/var/lib/orchestrator");
    private static final String OWNER = "work-folder";

    private OpenFolders() {}

    /** The work folder itself if the user can reach it, otherwise a folder that stands for it. */
    static Path below(Path work, RunnerUser user) throws IOException {
        if (user.canReach(work)) {
            open(work);
            return work;
        }
        deleteThoseWithoutOwner();
        String name = work.toRealPath().toString();
        String id =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        Path folder = ALL.resolve("worker-" + id);
        if (!Files.isDirectory(ALL)) {
            Files.createDirectories(
                    ALL, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Files.createDirectories(folder);
        open(folder);
        Files.writeString(folder.resolve(OWNER), name);
        LOG.info("user {} cannot reach {}: what tasks need lies in {}", user.uid(), work, folder);
        return folder;
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Whoever deletes a work folder cannot know of these. */
    private static void deleteThoseWithoutOwner() throws IOException {
        if (!Files.isDirectory(ALL)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(ALL, "worker-*")) {
            for (Path folder : folders) {
                Path owner = folder.resolve(OWNER);
                if (Files.exists(owner) && !Files.isDirectory(Path.of(Files.readString(owner)))) {
                    FolderTree.delete(folder);
                }
            }
        }
    }
}
