package io.orchestrator.web.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.api.ApiClient;
import io.orchestrator.web.standalone.AttemptsOnDisk.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Kills each process of a true standalone while a run is under way; the run succeeds all the same. */
class KillsTest {

    /** Short, so that what a dead worker held runs again soon. */
    private static final Map<String, String> SETTINGS =
            Map.of("ORCHESTRATOR_LEASE", "6s", "ORCHESTRATOR_HEARTBEAT", "1s");

    @TempDir
    private static Path temporary;

    private static Path home;
    private static Path install;

    /** Shared, and started anew where a test has killed it. */
    private static StandaloneProcess standalone;

    private static ApiClient api;

    private ChainRun run;
    private String runId;

    @BeforeAll
    static void layOut() throws Exception {
        // PostgreSQL may run under another account.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        home = temporary.resolve("home");
        install = temporary.resolve("install");
        Path bundle = Files.createDirectories(home.resolve("bundles/kills"));
        ChainBundle.write(bundle, Files.createDirectory(temporary.resolve("classes")));
        Path worker = Path.of(System.getProperty("worker.folder")).toRealPath();
        Files.createDirectories(install.resolve("worker"));
        link("runner.jar", Path.of(System.getProperty("runner.jar")).toRealPath());
        link("worker/orchestrator-worker.jar", worker.resolve("orchestrator-worker.jar"));
        link("worker/lib", worker.resolve("lib"));
        standalone = start();
        api = login();
    }

    private static void link(String name, Path target) throws IOException {
        assertThat(target).as("built by: mvn package").exists();
        Files.createSymbolicLink(install.resolve(name), target);
    }

    @BeforeEach
    void trigger(TestInfo test) throws Exception {
        if (!standalone.isAlive()) {
            standalone = start();
            api = login();
        }
        runId = test.getTestMethod().orElseThrow().getName();
        run = ChainRun.trigger(api, runId, temporary.resolve(runId));
    }

    private static StandaloneProcess start() throws IOException {
        return StandaloneProcess.startTrue(install, home, SETTINGS);
    }

    /** Waits until the server answers and knows the chain. */
    private static ApiClient login() throws IOException {
        String password = Files.readString(home.resolve("admin-password")).strip();
        int port = standalone.address().getPort();
        ApiClient client =
                ChainRun.patiently().until(() -> ApiClient.anonymous(port).login("admin", password), found -> true);
        ChainRun.patiently()
                .until(() -> client.get("/api/v2/dags/" + ChainBundle.DAG).status() == 200);
        return client;
    }

    @AfterEach
    void letAllGo() throws IOException {
        for (String task : ChainBundle.TASKS) {
            Path go = temporary.resolve(runId).resolve("go-" + task);
            if (!Files.exists(go)) {
                Files.createFile(go);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (standalone != null) {
            standalone.close();
        }
    }

    @Test
    void aDeadRunnerFailsItsAttemptAndTheTaskIsTriedAgain() throws Exception {
        run.letGo("t1", "t3", "t4");
        Journal.Line first = run.awaitBegin("t2", 1);

        kill(ProcessHandle.of(first.pid()).orElseThrow());
        Journal.Line second = run.awaitBegin("t2", 2);
        run.letGo("t2");
        run.awaitSuccess();

        assertThat(second.tryNumber()).isEqualTo(2);
        assertThat(attempts("t2")).extracting(Row::state).containsExactly("failed", "success");
        assertThat(attempts("t2").getFirst().failure())
                .contains("RUNNER_DIED")
                .contains("The task's JVM ended by SIGKILL");
        run.awaitLog("t2", 1, "The task's JVM ended by SIGKILL");
        assertBegun(1, "t1", "t3", "t4");
        assertWhole();
    }

    @Test
    void aDeadWorkerIsReplacedAndItsTaskRunsAgainWithTheSameTryNumber() throws Exception {
        run.letGo("t1", "t3", "t4");
        Journal.Line first = run.awaitBegin("t2", 1);
        ProcessHandle runner = ProcessHandle.of(first.pid()).orElseThrow();

        kill(runner.parent().orElseThrow());
        runner.onExit().get(5, SECONDS);
        Journal.Line second = run.awaitBegin("t2", 2);
        run.letGo("t2");
        run.awaitSuccess();

        assertThat(second.tryNumber()).isEqualTo(1);
        assertThat(attempts("t2")).extracting(Row::state).containsExactly("lost", "success");
        assertBegun(1, "t1", "t3", "t4");
        assertWhole();
    }

    @Test
    void aDeadDatabaseIsReplacedWhileATaskRunsOn() throws Exception {
        run.letGo("t1", "t3", "t4");
        run.awaitBegin("t2", 1);

        killDatabase();
        run.letGo("t2");
        run.awaitSuccess();

        assertBegun(1, "t1", "t2", "t3", "t4");
        assertWhole();
    }

    @Test
    void aDatabaseThatDiesAtTheEndOfATaskTakesTheResultLater() throws Exception {
        run.letGo("t1");
        run.awaitBegin("t2", 1);

        run.letGo("t2");
        run.awaitEnd("t2");
        killDatabase();
        run.letGo("t3", "t4");
        run.awaitSuccess();

        assertBegun(1, "t1", "t2", "t3", "t4");
        assertWhole();
    }

    @Test
    void aDeadServerTakesAllWithItAndTheNextStartRunsItsTaskAgain() throws Exception {
        run.letGo("t1", "t3", "t4");
        run.awaitBegin("t2", 1);

        killServer();
        startAgain();
        Journal.Line second = run.awaitBegin("t2", 2);
        run.letGo("t2");
        run.awaitSuccess();

        assertThat(second.tryNumber()).isEqualTo(1);
        assertThat(attempts("t2")).extracting(Row::state).containsExactly("lost", "success");
        assertBegun(1, "t1", "t3", "t4");
        assertWhole();
    }

    @Test
    void aServerThatDiesRightAfterItTookAResultKeepsIt() throws Exception {
        run.letGo("t1", "t2");
        run.awaitAcknowledged("t2");
        UUID taken = run.accepted("t2");

        killServer();
        startAgain();
        run.letGo("t3", "t4");
        run.awaitSuccess();

        assertThat(run.accepted("t2")).isEqualTo(taken);
        assertBegun(1, "t1", "t2");
        assertWhole();
    }

    @Test
    void aServerThatDiesAtTheEndOfATaskTakesOneResultOfIt() throws Exception {
        run.letGo("t1");
        run.awaitBegin("t2", 1);

        run.letGo("t2");
        run.awaitEnd("t2");
        killServer();
        startAgain();
        run.letGo("t3", "t4");
        run.awaitSuccess();

        assertBegun(1, "t1");
        assertWhole();
    }

    private static void kill(ProcessHandle process) throws Exception {
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get(10, SECONDS);
    }

    private static void killDatabase() throws Exception {
        ProcessHandle postgres = standalone.postgres();
        kill(postgres);
        ChainRun.patiently().until(() -> standalone.postgres().pid() != postgres.pid());
    }

    private static void killServer() throws Exception {
        List<ProcessHandle> others = standalone.descendants();
        standalone.killWithoutWarning();
        for (ProcessHandle other : others) {
            other.onExit().get(5, SECONDS);
        }
    }

    private void startAgain() throws Exception {
        standalone = start();
        api = login();
        run.goesOnAt(api);
    }

    private List<Row> attempts(String task) throws Exception {
        return new AttemptsOnDisk(home)
                .of(runId).stream().filter(row -> row.task().equals(task)).toList();
    }

    private void assertBegun(int times, String... tasks) throws IOException {
        Journal journal = run.journal();
        assertThat(Stream.of(tasks))
                .allSatisfy(task -> assertThat(journal.begins(task)).as(task).hasSize(times));
    }

    private void assertWhole() throws Exception {
        run.assertEachResultWasTakenOnce();
        for (String task : ChainBundle.TASKS) {
            assertThat(attempts(task).stream().filter(row -> row.state().equals("success")))
                    .as("attempts of %s whose success was taken", task)
                    .extracting(Row::attempt)
                    .containsExactly(run.accepted(task));
        }
    }
}
