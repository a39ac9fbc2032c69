package io.orchestrator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.s3.server.S3Server;
import io.orchestrator.sdk.DatasetStore.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a bucket of a real server while it is cleaned: asked for names, it has been listed and nothing has changed yet. */
@Timeout(120)
class S3CleaningTest {

    private static final Duration GRACE = Duration.ofDays(1);

    @TempDir
    static Path serverFolder;

    private static S3Server server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(serverFolder);
        server.bucket("lake");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static long clean(String prefix, Names names) throws IOException {
        try (S3Files files = Buckets.files(server, "lake")) {
            return new S3Cleaning(files, prefix, names, false).clean(GRACE);
        }
    }

    private Path old(String key) throws IOException {
        try (S3Files files = Buckets.files(server, "lake")) {
            files.put(Files.writeString(folder.resolve("file"), "rows"), key);
        }
        return moved(server.object("lake", key), Duration.ofHours(-25));
    }

    /** Changed so much later than it was. */
    private static Path moved(Path object, Duration by) throws IOException {
        Instant changed = Files.getLastModifiedTime(object).toInstant();
        return Files.setLastModifiedTime(object, FileTime.from(changed.plus(by)));
    }

    @Test
    void whatIsSetAsideAgainMeanwhileStays() throws Exception {
        Path again = old("again/gone/" + "a".repeat(64));
        Path left = old("again/gone/" + "b".repeat(64));

        clean("again/", asked -> {
            moved(again, Duration.ofHours(25));
            return Set.copyOf(asked);
        });

        assertThat(again).exists();
        assertThat(left).doesNotExist();
    }

    @Test
    void ofAServerThatAilsNotEveryObjectIsTried() throws Exception {
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(old("all/aa/" + "%064x".formatted(i)));
        }

        assertThatThrownBy(() -> clean("all/", asked -> {
                    for (Path object : all) {
                        Files.delete(object);
                    }
                    return Set.copyOf(asked);
                }))
                .hasMessageContaining(
                        "10 objects stay until the next cleaning; it ended there, since 10 failed one after the other:");
    }
}
