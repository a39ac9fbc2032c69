package io.orchestrator.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that several workers share, whose tasks run as different users. */
class LakeFolderTest {

    @TempDir
    private Path temporary;

    @Test
    void everyWorkersTasksMayWriteIntoIt() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root has other users for tasks")
                .isEqualTo(0);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        Path lake = temporary.resolve("lake");

        for (int user : new int[] {70_001, 70_002}) {
            assertThat(LakeFolder.prepare(lake.toString(), new RunnerUser(user, user)))
                    .isEqualTo(lake.toString());
        }

        try (Stream<Path> shards = Files.list(lake.resolve("objects"))) {
            assertThat(shards).hasSize(256).allSatisfy(shard -> {
                assertThat(Files.getPosixFilePermissions(shard))
                        .isEqualTo(PosixFilePermissions.fromString("rwxrwxr-x"));
                assertThat(Files.getAttribute(shard, "unix:gid")).isEqualTo(RunnerUser.LAKE_GROUP);
            });
        }
    }

    @Test
    void aLakeOfOneUserIsLeftToHimself() throws IOException {
        Path lake = temporary.resolve("lake");
        assertThat(LakeFolder.prepare(lake.toString(), null)).isEqualTo(lake.toString());
        assertThat(lake).isEmptyDirectory();
        assertThat(LakeFolder.prepare("s3://bucket/folder", null)).isEqualTo("s3://bucket/folder");
    }
}
