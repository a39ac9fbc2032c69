package io.orchestrator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.s3.S3Files.Found;
import io.orchestrator.s3.server.S3Server;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects of a real server, with signatures. */
@Timeout(120)
class S3ServerTest {

    private static final Dataset RAW = Dataset.of("raw").appendOnly();

    @TempDir
    static Path serverFolder;

    private static S3Server server;

    @TempDir
    Path folder;

    private S3Files files;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(serverFolder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        String bucket = "bucket" + Math.floorMod(test.getDisplayName().hashCode(), 1_000_000);
        server.bucket(bucket);
        files = Buckets.files(server, bucket);
    }

    @AfterEach
    void end() {
        files.close();
    }

    private Path local(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private StagedFiles staging(Dataset dataset, @Nullable DatasetVersion parent) throws IOException {
        return new StagedFiles(dataset, Files.createTempDirectory(folder, "staging-"), parent);
    }

    @Test
    void whatIsPutIsListedAndGotWithItsHash() throws Exception {
        String hash = files.put(local("a.txt", "hello"), "in/a b/ü.txt");
        files.put(local("b.txt", "other"), "elsewhere");

        assertThat(hash).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(files.list("in/")).singleElement().satisfies(found -> {
            assertThat(found.key()).isEqualTo("in/a b/ü.txt");
            assertThat(found.bytes()).isEqualTo(5);
            assertThat(found.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
            assertThat(files.find(found.key())).map(Found::etag).contains(found.etag());
        });
        Path copy = folder.resolve("new/copy");
        assertThat(files.get("in/a b/ü.txt", copy)).isEqualTo(hash);
        assertThat(copy).hasContent("hello");
        assertThat(files.find("none")).isEmpty();
        assertThatThrownBy(() -> files.get("none", copy))
                .isInstanceOf(NoRetryException.class)
                .hasMessageEndingWith("object 'none' is not there");
    }

    @Test
    void aListHasMoreThanOnePage() throws Exception {
        for (int i = 0; i < 5; i++) {
            files.put(local("small", "x"), "many/" + i);
        }

        assertThat(files.list("many/", 2))
                .extracting(Found::key)
                .containsExactly("many/0", "many/1", "many/2", "many/3", "many/4");
    }

    @Test
    void newAndChangedObjectsAreStagedOnce() throws Exception {
        files.put(local("a", "a1"), "in/day=1/a.csv");
        files.put(local("b", "b1"), "in/day=2/b.csv");
        StagedFiles first = staging(RAW, null);
        assertThat(S3Ingest.newObjects(files, "in/", first)).hasSize(2);
        assertThat(first.files()).hasSize(2).anyMatch(name -> name.endsWith("/in/day=1/a.csv"));
        assertThat(first.meta.get("s3")).isEqualTo(Map.of("bucket", files.bucket(), "prefix", "in/", "objects", 2));

        StagedFiles nothing = staging(RAW, first.published());
        assertThat(S3Ingest.newObjects(files, "in/", nothing)).isEmpty();
        assertThat(nothing.discarded).isTrue();

        files.put(local("a", "a2"), "in/day=1/a.csv");
        files.put(local("c", "c1"), "in/day=3/c.csv");
        StagedFiles second = staging(RAW, first.published());
        assertThat(S3Ingest.newObjects(files, "in/", second)).containsExactly("in/day=1/a.csv", "in/day=3/c.csv");
        assertThat(second.published().files()).hasSize(4);
    }

    @Test
    void aDatasetThatDoesNotAppendHasAllThatIsThereNow() throws Exception {
        Dataset mirror = Dataset.of("mirror");
        files.put(local("a", "a1"), "a.csv");
        files.put(local("b", "b1"), "b.csv");
        StagedFiles first = staging(mirror, null);
        S3Ingest.newObjects(files, "", first);
        files.put(local("a", "a2"), "a.csv");
        StagedFiles second = staging(mirror, first.published());

        assertThat(S3Ingest.newObjects(files, "", second)).containsExactly("a.csv");
        assertThat(second.published().paths()).extracting(Files::readString).containsExactlyInAnyOrder("a2", "b1");
        StagedFiles third = staging(mirror, second.published());
        assertThat(S3Ingest.newObjects(files, "", third)).isEmpty();
        assertThat(third.discarded).isTrue();
    }

    @Test
    void anObjectThatWasChangedAfterItWasListedIsNotTakenForTheOtherOne() throws Exception {
        files.put(local("a", "a1"), "a");
        Found old = files.list("").getFirst();
        files.put(local("a", "a2"), "a");

        assertThatThrownBy(() -> files.get(old, folder.resolve("copy")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("object 'a' was changed after it was listed");
    }

    @Test
    void aWrongSecretAndAMissingBucketAreNamed() throws Exception {
        try (S3Files wrong = S3Files.of(server.endpoint(), "us-east-1", S3Server.KEY_ID, "wrong", files.bucket());
                S3Files stranger = S3Files.of(new Connection(
                        "lake",
                        "s3",
                        null,
                        null,
                        "nobody",
                        "nothing",
                        files.bucket(),
                        Map.of("endpoint", server.endpoint().toString())));
                S3Files missing = Buckets.files(server, "missing")) {
            assertThatThrownBy(() -> wrong.list(""))
                    .isInstanceOf(NoRetryException.class)
                    .hasMessageContaining("refuses access to the objects below '' of bucket '" + files.bucket()
                            + "' (SignatureDoesNotMatch)");
            assertThatThrownBy(() -> wrong.find("a")).hasMessageContaining("refuses access to object 'a'");
            assertThatThrownBy(() -> stranger.put(local("a", "a"), "a"))
                    .isInstanceOf(NoRetryException.class)
                    .hasMessageContaining("(InvalidAccessKeyId)");
            for (var call : List.<ThrowingCallable>of(
                    () -> missing.list(""), () -> missing.find("a"), () -> missing.put(local("a", "a"), "a"))) {
                assertThatThrownBy(call)
                        .isInstanceOf(NoRetryException.class)
                        .hasMessageEndingWith("has no bucket 'missing'; make it, or mend its name");
            }
        }
    }

    @Test
    void aServerThatGoesInTheMiddleLeavesNothingBehind() throws Exception {
        byte[] bytes = new byte[8 << 20];
        new Random(1).nextBytes(bytes);
        Path large = Files.write(folder.resolve("large"), bytes);
        String hash = files.put(large, "in/large");
        Path copy = folder.resolve("copies/copy");
        try {
            try (S3Files dying = S3Files.of(
                    server.dyingAfter(1 << 20), "us-east-1", S3Server.KEY_ID, S3Server.SECRET, files.bucket())) {
                assertThatThrownBy(() -> dying.get("in/large", copy))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("object 'in/large' could not be read or written")
                        .hasMessageEndingWith("Nothing was published; a retry begins with it again");
            }
            assertThat(copy.getParent()).isEmptyDirectory();
            assertThatThrownBy(() -> files.list("in/"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("could not be read or written");
        } finally {
            server.restart();
        }

        assertThat(files.get("in/large", copy)).isEqualTo(hash);
    }
}
