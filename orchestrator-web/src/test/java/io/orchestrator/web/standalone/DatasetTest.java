package io.orchestrator.web.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Versions of datasets in a true standalone: published, in quarantine, repeated; and whole or not there at all, whatever is killed
 * while they are published.
 */
@Timeout(value = 9, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatasetTest {

    private static final int KILLS = Integer.getInteger("dataset.kills", 6);
    private static final String API = "/api/orchestrator/v1";
    private static final String RUNS = "/api/v2/dags/numbers/dagRuns";

    @TempDir
    private static Path temporary;

    private static Path home;
    private static Path install;
    private static StandaloneProcess standalone;
    private static ApiClient api;

    @BeforeAll
    static void layOut() throws Exception {
        // PostgreSQL and tasks may run under other accounts.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        home = temporary.resolve("home");
        install = temporary.resolve("install");
        CompiledBundle.write(
                Files.createDirectories(home.resolve("bundles/lake")).resolve("lake.jar"),
                Files.createDirectory(temporary.resolve("classes")),
                "lake.Numbers",
                source());
        Path worker = Path.of(System.getProperty("worker.folder"));
        copy(Path.of(System.getProperty("runner.jar")), install.resolve("runner.jar"));
        copy(worker.resolve("orchestrator-worker.jar"), install.resolve("worker/orchestrator-worker.jar"));
        try (Stream<Path> libraries = Files.list(worker.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                copy(library, install.resolve("worker/lib").resolve(library.getFileName()));
            }
        }
        standalone = start();
        api = login();
    }

    private static String source() throws IOException {
        try (InputStream file = Objects.requireNonNull(DatasetTest.class.getResourceAsStream("/lake/Numbers.java"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        assertThat(from).as("built by: mvn package").exists();
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static StandaloneProcess start() throws IOException {
        return StandaloneProcess.startTrue(
                install, home, Map.of("ORCHESTRATOR_LEASE", "6s", "ORCHESTRATOR_HEARTBEAT", "1s"));
    }

    /** Waits until the server answers and knows the DAG. */
    private static ApiClient login() throws IOException {
        String password = Files.readString(home.resolve("admin-password")).strip();
        int port = standalone.address().getPort();
        ApiClient client =
                ChainRun.patiently().until(() -> ApiClient.anonymous(port).login("admin", password), found -> true);
        ChainRun.patiently().until(() -> client.get("/api/v2/dags/numbers").status() == 200);
        return client;
    }

    @AfterAll
    static void stop() throws IOException {
        if (standalone != null) {
            standalone.close();
        }
    }

    private static Path folder(String runId) throws IOException {
        Path folder = temporary.resolve(runId);
        if (!Files.exists(folder)) {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return folder;
    }

    private static void trigger(String runId, long number) throws Exception {
        trigger(runId, number, "BIGINT");
    }

    /** @param type of the column that the sum is said to be */
    private static void trigger(String runId, long number, String type) throws Exception {
        var answer = api.post(
                RUNS,
                "{\"dag_run_id\": \"%s\", \"logical_date\": null, \"conf\": {\"folder\": \"%s\", \"number\": \"%d\", \"type\": \"%s\"}}"
                        .formatted(runId, folder(runId), number, type));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void letGo(String runId) throws IOException {
        Path go = folder(runId).resolve("go");
        if (!Files.exists(go)) {
            Files.createFile(go);
        }
    }

    private static String awaitEnd(String runId) {
        return ChainRun.patiently()
                .until(
                        () -> api.get(RUNS + "/" + runId).json().get("state").asString(""),
                        state -> state.equals("success") || state.equals("failed"));
    }

    private static JsonNode get(String path) throws Exception {
        var answer = api.get(API + path);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    @Order(1)
    void aRunPublishesWhatTheNextTaskReads() throws Exception {
        trigger("first", 5);
        letGo("first");
        assertThat(awaitEnd("first")).isEqualTo("success");

        JsonNode sums = get("/datasets/sums/versions/1");
        assertThat(sums.path("meta").path("sum").asInt()).isEqualTo(5);
        assertThat(sums.path("checks").path(0).path("passed").asBoolean()).isTrue();
        assertThat(sums.path("inputs").path(0).path("dataset").asString()).isEqualTo("raw");
        assertThat(get("/datasets/raw/versions/1")
                        .path("readers")
                        .path(0)
                        .path("task_id")
                        .asString())
                .isEqualTo("sum");
    }

    @Test
    @Order(2)
    void whatIsRepeatedReadsTheSameAndPublishesTheSame() throws Exception {
        JsonNode repeated =
                api.post(API + "/dags/numbers/dagRuns/first/repeat", "").json();
        String runId = repeated.path("dag_run_id").asString();
        assertThat(awaitEnd(runId)).isEqualTo("success");

        JsonNode comparison = get("/dags/numbers/dagRuns/" + runId.replace("+", "%2B") + "/repeat/comparison");
        assertThat(comparison.path("same").asBoolean())
                .as(comparison.toString())
                .isTrue();
        assertThat(comparison.path("outputs").size()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void whatDoesNotPassIsInQuarantineUntilSomebodyPublishesIt() throws Exception {
        long before = get("/datasets/sums").path("versions").asLong();
        trigger("negative", -100);
        letGo("negative");
        assertThat(awaitEnd("negative")).isEqualTo("failed");

        assertThat(get("/datasets/sums").path("versions").asLong()).isEqualTo(before);
        JsonNode held = get("/quarantine").path("versions").path(0);
        assertThat(get("/quarantine/" + held.path("id").asLong())
                        .path("checks")
                        .path(0)
                        .path("sample")
                        .path(0)
                        .path("sum")
                        .asString())
                .startsWith("-90 of");
        var published = api.post(
                API + "/quarantine/" + held.path("id").asLong() + "/publish", "{\"reason\": \"a known loss\"}");
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        assertThat(get("/datasets/sums").path("newest").path("number").asLong()).isEqualTo(before + 1);
    }

    @Test
    @Order(4)
    void whatBreaksItsContractIsNotPublished() throws Exception {
        long before = get("/datasets/sums").path("versions").asLong();
        trigger("narrow", 3, "INTEGER");
        letGo("narrow");
        assertThat(awaitEnd("narrow")).isEqualTo("failed");

        assertThat(get("/datasets/sums").path("versions").asLong()).isEqualTo(before);
        JsonNode held = get("/quarantine").path("versions").path(0);
        JsonNode check =
                get("/quarantine/" + held.path("id").asLong()).path("checks").path(0);
        assertThat(check.path("name").asString()).isEqualTo("contract");
        assertThat(check.path("sample").path(0).path("found").asString()).isEqualTo("INTEGER without nulls");
    }

    @Test
    @Order(5)
    void aKilledProcessLeavesNoHalfAndNoDoubledVersion() throws Exception {
        long before = get("/datasets/raw").path("versions").asLong();
        Random random = new Random(7);
        for (int kill = 1; kill <= KILLS; kill++) {
            String runId = "kill-" + kill;
            trigger(runId, 1_000 + kill);
            ProcessHandle runner = awaitStaged(runId);
            boolean early = random.nextInt(3) == 0;
            if (!early) {
                letGo(runId);
            }
            kill(kill % 8 == 0 ? "server" : kill % 4 == 0 ? "worker" : "runner", runner);
            letGo(runId);
            awaitEnd(runId);
        }

        List<JsonNode> raw = versions("raw");
        assertThat(raw.stream().map(version -> version.path("number").asLong()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, before + KILLS).boxed().toList());
        assertThat(raw.stream().map(version -> version.path("dag_run_id").asString()))
                .doesNotHaveDuplicates();
        JsonNode newest = get("/datasets/raw/versions/" + raw.size());
        assertThat(newest.path("files").size()).isEqualTo(raw.size());
        for (String dataset : List.of("raw", "sums")) {
            for (JsonNode version : versions(dataset)) {
                assertWhole(get("/datasets/" + dataset + "/versions/"
                        + version.path("number").asLong()));
            }
        }
        assertThat(eventsOf("raw")).isEqualTo(raw.size());
    }

    private static ProcessHandle awaitStaged(String runId) {
        return ChainRun.patiently().until(() -> staged(runId), found -> true);
    }

    private static ProcessHandle staged(String runId) throws IOException {
        try (Stream<Path> files = Files.list(folder(runId))) {
            String name = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("staged-"))
                    .findFirst()
                    .orElseThrow();
            return ProcessHandle.of(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))
                    .orElseThrow();
        }
    }

    private static void kill(String what, ProcessHandle runner) throws Exception {
        switch (what) {
            case "runner" -> kill(runner);
            case "worker" -> kill(runner.parent().orElseThrow());
            default -> {
                List<ProcessHandle> others = standalone.descendants();
                standalone.killWithoutWarning();
                for (ProcessHandle other : others) {
                    other.onExit().get(10, TimeUnit.SECONDS);
                }
                standalone = start();
                api = login();
            }
        }
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    /** Oldest first. */
    private static List<JsonNode> versions(String dataset) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        get("/datasets/" + dataset + "/versions?state=published&limit=1000")
                .path("versions")
                .forEach(all::addFirst);
        return all;
    }

    private static void assertWhole(JsonNode version) throws Exception {
        assertThat(version.path("files").size()).isPositive();
        Path lake = lake();
        for (JsonNode file : version.path("files")) {
            String sha256 = file.path("sha256").asString();
            byte[] bytes = Files.readAllBytes(
                    lake.resolve("objects").resolve(sha256.substring(0, 2)).resolve(sha256));
            assertThat(bytes).hasSize(file.path("bytes").asInt());
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                    .isEqualTo(sha256);
        }
    }

    /** Where runners get to it: they may run as somebody who cannot reach the home. */
    private static Path lake() throws IOException {
        Path own = home.resolve("lake");
        if (Files.isDirectory(own.resolve("objects"))) {
            return own;
        }
        try (Stream<Path> all = Files.list(Path.of("/var/lib/orchestrator"))) {
            for (Path folder : all.toList()) {
                Path owner = folder.resolve("work-folder");
                if (Files.exists(owner)
                        && Files.readString(owner).equals(own.toRealPath().toString())) {
                    return folder;
                }
            }
        }
        throw new IOException("there is no lake");
    }

    private static int eventsOf(String asset) throws Exception {
        return api.get("/api/v2/assets/events?limit=1000&name_pattern=" + asset)
                .json()
                .path("total_entries")
                .asInt();
    }
}
