package io.orchestrator.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    @TempDir
    Path folder;

    @Test
    void everythingInAFolderGoesAndWhatLinksLeadToStays() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "stays");
        Path root = Files.createDirectories(folder.resolve("root/a/b"));
        Files.writeString(root.resolve("file"), "goes");
        Files.createSymbolicLink(root.resolve("link"), outside);
        FolderTree.delete(folder.resolve("root"));

        assertThat(folder.resolve("root")).doesNotExist();
        assertThat(outside.resolve("file")).hasContent("stays");
    }

    @Test
    void aLinkInThePlaceOfTheFolderGoesAlone() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
        FolderTree.delete(link);
        FolderTree.delete(folder.resolve("never was"));

        assertThat(link).doesNotExist();
        assertThat(outside).isDirectory();
    }
}
