package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.s3.server.S3Server;
import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lake clean} on a folder, and on a bucket of a real server. */
@Timeout(120)
class LakeTest {

    private final StringWriter said = new StringWriter();

    @TempDir
    Path folder;

    private StandInServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StandInServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int clean(String lake, String... options) {
        said.getBuffer().setLength(0);
        PrintWriter out = new PrintWriter(said, true);
        String[] arguments = new String[3 + options.length];
        System.arraycopy(new String[] {"lake", "clean", lake}, 0, arguments, 0, 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Main.run(server.environment(), out, out, arguments);
    }

    /** What the server will say, whatever it is asked. */
    private void unnamed(String... hashes) {
        server.answer(
                "POST /api/orchestrator/v1/lake/unnamed",
                200,
                Arrays.stream(hashes)
                        .map(hash -> '"' + hash + '"')
                        .collect(Collectors.joining(",", "{\"sha256\": [", "]}")));
    }

    private static String hash(String content) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static void age(Path file) throws IOException {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(changed.minus(Duration.ofHours(25))));
    }

    @Test
    void ofAFolderOldFilesGoThatNoVersionNames() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects/ab"));
        Path named = Files.writeString(objects.resolve("a".repeat(64)), "named");
        Path unnamed = Files.writeString(objects.resolve("b".repeat(64)), "unnamed");
        Path young = Files.writeString(objects.resolve("c".repeat(64)), "young");
        Path half = Files.writeString(objects.resolve("d".repeat(64) + ".part"), "half");
        for (Path file : new Path[] {named, unnamed, half}) {
            age(file);
        }
        unnamed("b".repeat(64), "c".repeat(64));

        assertThat(clean(folder.toString(), "--dry-run")).isZero();
        assertThat(said.toString()).contains("2 files that no version names would go.");
        assertThat(clean(folder.toString())).isZero();
        assertThat(said.toString()).contains("2 files that no version names are gone.");
        assertThat(objects).isDirectoryNotContaining(file -> file.equals(unnamed) || file.equals(half));
        assertThat(objects).isDirectoryContaining(named::equals).isDirectoryContaining(young::equals);
    }

    @Test
    void whatACleaningThatDiedHasSetAsideIsPutBackAndYoung() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects/ab"));
        Path again = Files.writeString(objects.resolve("a".repeat(64)), "put again");
        Path aside = Files.writeString(objects.resolve("a".repeat(64) + ".gone"), "put before");
        Path half = Files.writeString(objects.resolve("b".repeat(64) + ".1.part.gone"), "half");
        age(aside);
        age(half);
        unnamed("a".repeat(64), "b".repeat(64));

        assertThat(clean(folder.toString(), "--dry-run")).isZero();
        assertThat(said.toString()).contains("0 files that no version names would go.");
        assertThat(again).hasContent("put again");
        assertThat(aside).exists();

        for (int cleaning = 0; cleaning < 2; cleaning++) {
            assertThat(clean(folder.toString())).as(said.toString()).isZero();
            assertThat(said.toString()).contains("0 files that no version names are gone.");
            assertThat(objects)
                    .isDirectoryContaining(again::equals)
                    .isDirectoryContaining(objects.resolve("b".repeat(64) + ".1.part")::equals)
                    .isDirectoryNotContaining(file -> file.toString().endsWith(".gone"));
            assertThat(objects.resolve("b".repeat(64))).as("half a file").doesNotExist();
        }
    }

    @Test
    void aFileThatSomebodyElseTakesAwayMeanwhileDoesNotCount() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects/ab"));
        Path taken = Files.writeString(objects.resolve("a".repeat(64)), "taken");
        Path left = Files.writeString(objects.resolve("b".repeat(64)), "left");
        age(taken);
        age(left);

        long gone = new LakeFolder(folder)
                .clean(
                        asked -> {
                            Files.delete(taken);
                            return Set.copyOf(asked);
                        },
                        Duration.ofDays(1),
                        false);

        assertThat(gone).isOne();
        assertThat(left).doesNotExist();
    }

    @Test
    void inABucketTheyAreSetAsideAndGoADayLaterUnlessAVersionNamesThem() throws Exception {
        try (S3Server bucket = new S3Server(folder)) {
            bucket.bucket("lake");
            String lake = bucket.lake("lake/flights").toString();
            DatasetStore store = DatasetStore.open(
                            bucket.lake("lake/flights"), getClass().getClassLoader())
                    .orElseThrow();
            for (String content : new String[] {"named", "unnamed", "young"}) {
                store.put(Files.writeString(folder.resolve(content), content), hash(content));
                if (!content.equals("young")) {
                    age(object(bucket, content));
                }
            }
            unnamed(hash("unnamed"), hash("young"));

            assertThat(clean(lake, "--dry-run")).isZero();
            assertThat(said.toString()).contains("1 files that no version names would go.");
            assertThat(object(bucket, "unnamed")).exists();

            assertThat(clean(lake)).as(said.toString()).isZero();
            assertThat(said.toString()).contains("1 files that no version names are gone.");
            assertThat(object(bucket, "named")).exists();
            assertThat(object(bucket, "young")).exists();
            assertThat(object(bucket, "unnamed")).doesNotExist();
            // Somebody had found it there, and publishes a version that names it.
            assertThat(fetched(store, "unnamed")).hasContent("unnamed");

            age(aside(bucket));
            unnamed();
            assertThat(clean(lake)).isZero();
            assertThat(object(bucket, "unnamed")).hasContent("unnamed");
            assertThat(aside(bucket)).doesNotExist();

            age(object(bucket, "unnamed"));
            unnamed(hash("unnamed"));
            assertThat(clean(lake)).isZero();
            assertThat(clean(lake)).isZero();
            assertThat(aside(bucket)).as("it is not old yet").exists();
            age(aside(bucket));
            assertThat(clean(lake)).isZero();
            assertThat(aside(bucket)).doesNotExist();
            assertThat(object(bucket, "unnamed")).doesNotExist();
        }
    }

    @Test
    void anObjectThatTheServerCannotCopyIsNamedAndKeepsNoOther() throws Exception {
        try (S3Server bucket = new S3Server(folder)) {
            bucket.bucket("lake");
            URI lake = bucket.lake("lake/flights");
            DatasetStore store =
                    DatasetStore.open(lake, getClass().getClassLoader()).orElseThrow();
            for (String content : new String[] {"unnamed", "another"}) {
                store.put(Files.writeString(folder.resolve(content), content), hash(content));
                age(object(bucket, content));
            }
            Files.createDirectories(aside(bucket).resolve("in its way"));
            unnamed(hash("unnamed"), hash("another"));

            assertThat(clean(lake.toString())).isEqualTo(3);
            assertThat(said.toString())
                    .contains("1 objects stay until the next cleaning; 1 others were set aside:")
                    .contains("object 'flights/" + hash("unnamed").substring(0, 2) + "/" + hash("unnamed") + "'");
            assertThat(object(bucket, "unnamed")).exists();
            assertThat(object(bucket, "another")).doesNotExist();
        }
    }

    private static Path object(S3Server bucket, String content) throws Exception {
        String hash = hash(content);
        return bucket.object("lake", "flights/" + hash.substring(0, 2) + "/" + hash);
    }

    private static Path aside(S3Server bucket) throws Exception {
        return bucket.object("lake", "flights/gone/" + hash("unnamed"));
    }

    private Path fetched(DatasetStore store, String content) throws Exception {
        Path to = Files.createTempDirectory(folder, "fetched-").resolve(content);
        store.fetch(hash(content), content.length(), to);
        return to;
    }

    @Test
    void aLakeThatCannotBeCleanedSaysWhy() {
        assertThat(clean(folder.resolve("missing").toString())).isEqualTo(3);
        assertThat(said.toString()).contains("there is no folder " + folder.resolve("missing/objects"));
        assertThat(clean("gs://lake")).isEqualTo(3);
        assertThat(said.toString())
                .contains("nothing here can open lakes of gs; expected a folder or s3://BUCKET/FOLDER");
        assertThat(clean("s3://lake?regoin=eu")).isEqualTo(3);
        assertThat(said.toString()).contains("has the setting 'regoin' that is not known");
    }
}
