package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the lake ready for runners, if it is a folder. */
final class LakeFolder {

    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");
    /** Each worker that root runs has another user for its runners, and all of them write into one lake. */
    private static final String FOR_THEM = "rwxrwxr-x";

    private static final int SHARDS = 256;

    private LakeFolder() {}

    /**
     * Prepares it.
     *
     * @param user as whom runners run; if they cannot get to the folder, another one stands for it
     * @return the lake as runners get to it
     */
    static String prepare(String lake, @Nullable RunnerUser user) throws IOException {
        if (ELSEWHERE.matcher(lake).matches()) {
            return lake;
        }
        Path folder = Files.createDirectories(Path.of(lake).toAbsolutePath());
        if (user == null) {
            return folder.toString();
        }
        Path open = OpenFolders.below(folder, user);
        Path objects = Files.createDirectories(open.resolve("objects"));
        open(objects);
        for (int shard = 0; shard < SHARDS; shard++) {
            open(Files.createDirectories(objects.resolve("%02x".formatted(shard))));
        }
        return open.toString();
    }

    private static void open(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:gid", RunnerUser.LAKE_GROUP);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOR_THEM));
    }
}
