package io.orchestrator.web.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {

    @TempDir
    private Path temporary;

    private Path home;
    private Path install;

    @BeforeEach
    void layOut() throws IOException {
        // PostgreSQL may run under another account.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        home = temporary.resolve("home");
        install = StandaloneProcess.layOut(temporary.resolve("install"));
    }

    @Test
    void theFirstStartPrintsThePasswordAndLaterOnesKeepTheData() throws Exception {
        try (StandaloneProcess first = start()) {
            assertThat(first.output()).contains("Orchestrator is running.").contains("User      admin");
            assertThat(first.password())
                    .isEqualTo(Files.readString(home.resolve("admin-password")).strip());
            assertThat(first.get("/starts")).isEqualTo("1");
            assertThat(Files.getPosixFilePermissions(home.resolve("admin-password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        String password = Files.readString(home.resolve("admin-password")).strip();
        try (StandaloneProcess second = start()) {
            assertThat(second.output())
                    .contains("in " + home.resolve("admin-password"))
                    .doesNotContain(password);
            assertThat(second.get("/starts")).isEqualTo("2");
        }
    }

    @Test
    void sigtermStopsEverything() throws Exception {
        StandaloneProcess standalone = start();
        ProcessHandle postgres = standalone.postgres();
        ProcessHandle worker = awaitWorker(standalone);

        standalone.terminate();

        assertThat(standalone.exitCode()).isEqualTo(128 + 15);
        assertThat(worker.isAlive()).isFalse();
        assertThat(postgres.isAlive()).isFalse();
        assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void afterKillTheRestEndsWithinFiveSecondsAndANewStartGoesOn() throws Exception {
        StandaloneProcess standalone = start();
        ProcessHandle postgres = standalone.postgres();
        ProcessHandle worker = awaitWorker(standalone);

        standalone.killWithoutWarning();

        postgres.onExit().get(5, SECONDS);
        worker.onExit().get(5, SECONDS);
        try (StandaloneProcess again = start()) {
            assertThat(again.get("/starts")).isEqualTo("2");
        }
    }

    @Test
    void aWorkerThatDiesIsStartedAgain() throws Exception {
        try (StandaloneProcess standalone = start()) {
            ProcessHandle worker = awaitWorker(standalone);

            worker.destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> standalone
                            .worker()
                            .filter(another -> another.pid() != worker.pid())
                            .isPresent());
        }
    }

    @Test
    void aDatabaseThatDiesIsStartedAgain() throws Exception {
        try (StandaloneProcess standalone = start()) {
            ProcessHandle postgres = standalone.postgres();

            postgres.destroyForcibly();
            postgres.onExit().get(10, SECONDS);

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> standalone.get("/starts").equals("1"));
            assertThat(standalone.postgres().pid()).isNotEqualTo(postgres.pid());
        }
    }

    @Test
    void aTakenPortIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    "Port %d on 127.0.0.1 is already in use; stop what uses it, or choose another one with --port."
                            .formatted(taken.getLocalPort()),
                    "--port",
                    Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aHomeInUseIsOneSentenceWithTheProcess() throws IOException {
        try (StandaloneProcess first = start()) {
            assertRefused(
                    "Orchestrator is already running on %s (process %d); stop it first, or choose another folder with --home."
                            .formatted(home, first.pid()));
        }
    }

    @Test
    void aHomeThatIsAFileIsOneSentence() throws IOException {
        Files.writeString(home, "a file");

        assertRefused("The home folder %s cannot be used: there is a file of that name; choose another one with --home."
                .formatted(home));
    }

    @Test
    void brokenDatabaseFilesAreOneSentence() throws IOException {
        Files.createDirectories(home.resolve("postgres/data"));

        assertRefused(
                "The folder %s exists but holds no PostgreSQL data (PG_VERSION is missing); restore a backup of it, or move it away to begin anew."
                        .formatted(home.resolve("postgres/data")));
    }

    @Test
    void anUnknownOptionIsOneSentence() throws IOException {
        assertRefused("Unknown option --prot; usage: orchestrator standalone [--home DIR] [--port N].", "--prot", "1");
    }

    private void assertRefused(String sentence, String... options) throws IOException {
        StandaloneProcess refused = StandaloneProcess.start(install, home, options);
        assertThat(refused.output()).isEqualTo("orchestrator: " + sentence + "\n");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    private StandaloneProcess start() throws IOException {
        return StandaloneProcess.start(install, home);
    }

    private ProcessHandle awaitWorker(StandaloneProcess standalone) {
        return await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(standalone::worker, Optional::isPresent)
                .orElseThrow();
    }
}
