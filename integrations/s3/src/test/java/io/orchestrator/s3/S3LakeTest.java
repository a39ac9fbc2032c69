package io.orchestrator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.protocol.Json;
import io.orchestrator.runner.Lake;
import io.orchestrator.s3.server.S3Server;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lake in a bucket of a real server, as a runner opens it by its address. */
@Timeout(120)
class S3LakeTest {

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

    private static String address(String place) {
        return server.lake(place).toString();
    }

    private Lake lake(String address) throws IOException {
        return new Lake(address, Files.createTempDirectory(folder, "attempts-"));
    }

    private Path local(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static DatasetVersion open(Lake lake, String name, String sha256, long bytes) throws Exception {
        return lake.open(Json.MAPPER.valueToTree(Map.of(
                "dataset",
                "flights",
                "number",
                1,
                "published_at",
                Instant.EPOCH.toString(),
                "files",
                List.of(Map.of("name", name, "version", 1, "bytes", bytes, "sha256", sha256)))));
    }

    @Test
    void aRunnerPutsFilesIntoTheBucketAndAnotherOneReadsThem() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Lake writer = lake(address("lake/flights/raw/"));
        String hash = writer.put(local("a.parquet", "rows"));
        assertThat(writer.put(local("b.parquet", "rows"))).isEqualTo(hash);

        DatasetVersion version = open(lake(address("lake/flights/raw")), "month=1/a.parquet", hash, 4);

        assertThat(version.file("month=1/a.parquet")).hasContent("rows").hasFileName("a.parquet");
        try (S3Files files = Buckets.files(server, "lake")) {
            assertThat(files.list("flights/"))
                    .extracting(S3Files.Found::key)
                    .containsExactly("flights/raw/" + hash.substring(0, 2) + "/" + hash);
        }
        // What an attempt leaves behind besides daemons costs its runner.
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
                .isEmpty();
    }

    @Test
    void bytesThatWereChangedOrAreNotThereAreNoticed() throws Exception {
        Lake lake = lake(address("lake"));
        String hash = lake.put(local("a", "rows"));
        try (S3Files files = Buckets.files(server, "lake")) {
            files.put(local("b", "sowr"), hash.substring(0, 2) + "/" + hash);
        }

        assertThatThrownBy(() -> open(lake, "a", hash, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of bucket 'lake' has 4 bytes with the SHA-256 ")
                .hasMessageEndingWith("its bytes were changed; restore it from a copy");
        assertThatThrownBy(() -> open(lake, "a", "0".repeat(64), 4))
                .isInstanceOf(NoRetryException.class)
                .hasMessageEndingWith("is not there");
        assertThatThrownBy(() -> open(lake, "a", "../../etc/passwd", 4)).hasMessageContaining("is no SHA-256");
    }

    @Test
    void aFileThatIsChangedWhileItIsStoredDoesNotTakeTheNameOfAnother() throws Exception {
        try (S3Files files = Buckets.files(server, "lake")) {
            assertThatThrownBy(() -> new S3DatasetStore(files, "changed/").put(local("a", "later"), "0".repeat(64)))
                    .hasMessageContaining("a was changed while it was stored");
            assertThat(files.list("changed/")).isEmpty();
        }
    }

    @Test
    void anAddressThatCannotBeUsedSaysWhatIsExpected() throws Exception {
        Path file = local("a", "rows");
        assertThatThrownBy(() -> lake("s3:///folder").put(file)).hasMessageContaining("names no bucket");
        assertThatThrownBy(() -> lake("s3://lake?regoin=eu").put(file))
                .hasMessage(
                        "the lake s3://lake?regoin=eu has the setting 'regoin' that is not known, or has no value;"
                                + " expected s3://BUCKET/FOLDER, and after a ? any of endpoint=URL, region=NAME, credentials=FILE");
        assertThatThrownBy(() -> lake("s3://lake?credentials=/none").put(file))
                .hasMessageContaining("which the runners' user cannot read");
        assertThatThrownBy(() -> lake("gs://lake").put(file)).hasMessageContaining("add the integration for gs");
        assertThatThrownBy(() -> lake(address("missing")).put(file))
                .isInstanceOf(NoRetryException.class)
                .hasMessageEndingWith("has no bucket 'missing'; make it, or mend its name");
        assertThat(new S3Lakes().open(URI.create("file:///lake"))).isEmpty();
    }
}
