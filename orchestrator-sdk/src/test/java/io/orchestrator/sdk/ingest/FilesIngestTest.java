package io.orchestrator.sdk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.StagedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a folder, as they come and change. */
class FilesIngestTest {

    private static final Dataset RAW = Dataset.of("raw").appendOnly();

    @TempDir
    Path folder;

    private Path in;

    @BeforeEach
    void begin() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(in.resolve("day=1"));
        write("day=1/a.csv", "a1", 1);
        write("day=1/notes.txt", "no", 1);
        write("b.csv", "b1", 1);
    }

    private void write(String name, String content, long second) throws IOException {
        Path file = Files.writeString(in.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    private StagedFiles staging(Dataset dataset, @Nullable DatasetVersion parent) throws IOException {
        return new StagedFiles(dataset, Files.createTempDirectory(folder, "staging-"), parent);
    }

    @Test
    void newAndChangedFilesAreStagedOnce() throws Exception {
        StagedFiles first = staging(RAW, null);
        assertThat(Ingest.files(in, "**.csv", first)).containsExactly("b.csv", "day=1/a.csv");
        assertThat(first.files()).containsExactly("1000-2/b.csv", "1000-2/day=1/a.csv");

        StagedFiles nothing = staging(RAW, first.published());
        assertThat(Ingest.files(in, "**.csv", nothing)).isEmpty();
        assertThat(nothing.discarded).isTrue();

        write("b.csv", "b2", 2);
        write("c.csv", "c1", 2);
        StagedFiles second = staging(RAW, first.published());
        assertThat(Ingest.files(in, "**.csv", second)).containsExactly("b.csv", "c.csv");
        assertThat(second.published().files()).hasSize(4);
    }

    @Test
    void aDatasetThatDoesNotAppendHasAllThatIsThereNow() throws Exception {
        Dataset mirror = Dataset.of("mirror");
        StagedFiles first = staging(mirror, null);
        Ingest.files(in, "**.csv", first);
        Files.delete(in.resolve("b.csv"));
        StagedFiles second = staging(mirror, first.published());

        assertThat(Ingest.files(in, "**.csv", second)).isEmpty();
        assertThat(second.discarded).isFalse();
        assertThat(second.files()).containsExactly("1000-2/day=1/a.csv");
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        assertThatThrownBy(() -> Ingest.files(folder.resolve("none"), "*", staging(RAW, null)))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("is not there on this worker");
        assertThatThrownBy(() -> Ingest.files(in, "{a", staging(RAW, null)))
                .isInstanceOf(NoRetryException.class)
                .hasMessageStartingWith("'{a' is no glob");
    }

    @Test
    void aFileThatIsChangedWhileItIsReadIsAnError() throws Exception {
        List<Source> sources = FolderFiles.in(in, "b.csv");
        write("b.csv", "b1 and more", 2);

        assertThatThrownBy(() -> Ingest.sources(sources, staging(RAW, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was changed while it was read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in//a", "/a", "../../../etc/passwd", "in/../a", "./a", ""})
    void aNameThatIsNoFileNameIsRefused(String name) throws Exception {
        Source source = new Source(name, "etag", file -> {
            throw new AssertionError("it is not to be fetched");
        });

        assertThatThrownBy(() -> Ingest.sources(List.of(source), staging(RAW, null)))
                .isInstanceOf(NoRetryException.class)
                .hasMessageStartingWith("'" + name + "' cannot be the name of a file");
    }
}
