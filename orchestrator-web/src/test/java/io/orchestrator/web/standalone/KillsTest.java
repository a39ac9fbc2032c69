package io.orchestrator.web.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.api.ApiClient;
import io.orchestrator.web.standalone.AttemptsOnDisk.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills each process of a true standalone while a run is under way; the run succeeds all the same.
 *
 * <p>The tests may run in any order. In the given one they share as many starts as they can.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillsTest {

    private static final String TOKEN = "kills-token-canary";

    /** How long what a dead worker held waits before it runs again. */
    private enum Lease {
        /** So that nobody waits for long. */
        SHORT(Map.of("ORCHESTRATOR_LEASE", "6s", "ORCHESTRATOR_HEARTBEAT", "1s")),
        /** Longer than a database needs to start again: until then a worker cannot renew it, and keeps its attempts. */
        USUAL(Map.of());

        private final Map<String, String> settings;

        Lease(Map<String, String> settings) {
            this.settings = settings;
        }
    }

    private static Hook hook;

    @TempDir
    private static Path temporary;

    private static Path home;
    private static Path install;

    /** Shared. */
    private static StandaloneProcess standalone;

    private static Lease lease;

    private static ApiClient api;

    private String runId;

    @BeforeAll
    static void layOut() throws Exception {
        // PostgreSQL may run under another account.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        home = temporary.resolve("home");
        install = temporary.resolve("install");
        Path bundle = Files.createDirectories(home.resolve("bundles/kills"));
        ChainBundle.write(bundle, Files.createDirectory(temporary.resolve("classes")));
        Path worker = Path.of(System.getProperty("worker.folder"));
        copy(Path.of(System.getProperty("runner.jar")), install.resolve("runner.jar"));
        copy(worker.resolve("orchestrator-worker.jar"), install.resolve("worker/orchestrator-worker.jar"));
        try (Stream<Path> libraries = Files.list(worker.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                copy(library, install.resolve("worker/lib").resolve(library.getFileName()));
            }
        }
        hook = new Hook();
        lease = Lease.USUAL;
        standalone = start();
        api = login();
    }

    private static void copy(Path from, Path to) throws IOException {
        assertThat(from).as("built by: mvn package").exists();
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    @BeforeEach
    void nameRun(TestInfo test) {
        runId = test.getTestMethod().orElseThrow().getName();
    }

    /** Triggers a run; a standalone that is dead or has another lease is started anew before. */
    private ChainRun begin(Lease wanted) throws Exception {
        if (lease != wanted || !standalone.isAlive()) {
            standalone.close();
            startAgain(wanted);
        }
        return ChainRun.trigger(api, runId, temporary.resolve(runId));
    }

    private static void startAgain(Lease wanted) throws IOException {
        lease = wanted;
        standalone = start();
        api = login();
    }

    private static StandaloneProcess start() throws IOException {
        Map<String, String> environment = new HashMap<>(lease.settings);
        environment.put("ORCHESTRATOR_VAR_KILLS_TOKEN", TOKEN);
        environment.put("ORCHESTRATOR_CONN_HOOK", hook.connection());
        environment.put("ORCHESTRATOR_NOTIFY_INTERNALHOSTS", "127.0.0.1");
        return StandaloneProcess.startTrue(install, home, environment);
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
        hook.close();
    }

    @Test
    @Order(1)
    void aDeadRunnerFailsItsAttemptAndTheTaskIsTriedAgain() throws Exception {
        ChainRun run = begin(Lease.USUAL);
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
        run.awaitLog("t1", 1, "the token of " + TOKEN.length() + " characters is ***");
        assertBegun(run, 1, "t1", "t3", "t4");
        assertWhole(run);
    }

    @Test
    @Order(7)
    void aDeadWorkerIsReplacedAndItsTaskRunsAgainWithTheSameTryNumber() throws Exception {
        ChainRun run = begin(Lease.SHORT);
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
        assertBegun(run, 1, "t1", "t3", "t4");
        assertWhole(run);
    }

    @Test
    @Order(2)
    void aDeadDatabaseIsReplacedWhileATaskRunsOn() throws Exception {
        ChainRun run = begin(Lease.USUAL);
        run.letGo("t1", "t3", "t4");
        run.awaitBegin("t2", 1);

        killDatabase();
        run.letGo("t2");
        run.awaitSuccess();

        assertBegun(run, 1, "t1", "t2", "t3", "t4");
        assertWhole(run);
    }

    @Test
    @Order(3)
    void aDatabaseThatDiesAtTheEndOfATaskTakesTheResultLater() throws Exception {
        ChainRun run = begin(Lease.USUAL);
        run.letGo("t1");
        run.awaitBegin("t2", 1);

        run.letGo("t2");
        run.awaitEnd("t2");
        killDatabase();
        run.letGo("t3", "t4");
        run.awaitSuccess();

        assertBegun(run, 1, "t1", "t2", "t3", "t4");
        assertWhole(run);
    }

    @Test
    @Order(4)
    void aDeadServerTakesAllWithItAndTheNextStartRunsItsTaskAgain() throws Exception {
        ChainRun run = begin(lease);
        run.letGo("t1", "t3", "t4");
        run.awaitBegin("t2", 1);

        killServer();
        startAgain(Lease.SHORT);
        run.goesOnAt(api);
        Journal.Line second = run.awaitBegin("t2", 2);
        run.letGo("t2");
        run.awaitSuccess();

        assertThat(second.tryNumber()).isEqualTo(1);
        assertThat(attempts("t2")).extracting(Row::state).containsExactly("lost", "success");
        assertBegun(run, 1, "t1", "t3", "t4");
        assertWhole(run);
    }

    @Test
    @Order(5)
    void aServerThatDiesRightAfterItTookAResultKeepsIt() throws Exception {
        ChainRun run = begin(lease);
        run.letGo("t1", "t2");
        run.awaitAcknowledged("t2");
        UUID taken = run.accepted("t2");

        killServer();
        startAgain(Lease.SHORT);
        run.goesOnAt(api);
        run.letGo("t3", "t4");
        run.awaitSuccess();

        assertThat(run.accepted("t2")).isEqualTo(taken);
        assertBegun(run, 1, "t1", "t2");
        assertWhole(run);
    }

    @Test
    @Order(6)
    void aServerThatDiesAtTheEndOfATaskTakesOneResultOfIt() throws Exception {
        ChainRun run = begin(lease);
        run.letGo("t1");
        run.awaitBegin("t2", 1);

        run.letGo("t2");
        run.awaitEnd("t2");
        killServer();
        startAgain(Lease.SHORT);
        run.goesOnAt(api);
        run.letGo("t3", "t4");
        run.awaitSuccess();

        assertBegun(run, 1, "t1");
        assertWhole(run);
    }

    @Test
    @Order(8)
    void aNotificationThatIsCommittedIsDeliveredAfterTheServerHasDied() throws Exception {
        hook.refuses(runId);
        ChainRun run = begin(lease);
        run.letGo("t1", "t2", "t3", "t4");
        run.awaitSuccess();
        String refused = hook.awaitOne(runId);

        killServer();
        hook.takes(runId);
        startAgain(lease);

        assertThat(hook.awaitOne(runId)).isEqualTo(refused);
        ChainRun.patiently()
                .until(
                        () -> api.get("/api/orchestrator/v1/notifications?dag_run_id=" + runId)
                                .json()
                                .get("notifications")
                                .get(0)
                                .get("state")
                                .asString(""),
                        "delivered"::equals);
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

    private List<Row> attempts(String task) throws Exception {
        return new AttemptsOnDisk(home)
                .of(runId).stream().filter(row -> row.task().equals(task)).toList();
    }

    private static void assertBegun(ChainRun run, int times, String... tasks) throws IOException {
        Journal journal = run.journal();
        assertThat(Stream.of(tasks))
                .allSatisfy(task -> assertThat(journal.begins(task)).as(task).hasSize(times));
    }

    private void assertWhole(ChainRun run) throws Exception {
        run.assertEachResultWasTakenOnce();
        for (String task : ChainBundle.TASKS) {
            assertThat(attempts(task).stream().filter(row -> row.state().equals("success")))
                    .as("attempts of %s whose success was taken", task)
                    .extracting(Row::attempt)
                    .containsExactly(run.accepted(task));
        }
    }
}
