package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.fake.FakeServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker as its launcher sees it: a process with arguments, signals and an exit status. */
@Timeout(120)
class WorkerProcessTest {

    @TempDir
    Path folder;

    FakeServer server;
    TestBundle bundle;
    final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        // JUnit's folders are closed to others, and root's workers start tasks as others.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = new FakeServer(30_000, 500);
        bundle = TestBundle.in(folder);
        server.bundle(bundle.manifest(), Map.of(bundle.sha256(), bundle.jar()));
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        server.close();
    }

    @Test
    void aSignalEndsItInOrder() throws Exception {
        Process worker = worker(FakeServer.WORKER_TOKEN);
        UUID attempt = assign("hello");
        server.applied.await(report -> report.attemptId().equals(attempt));
        worker.destroy();

        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isZero();
        assertThat(server.goodbyes.all()).hasSize(1);
    }

    @Test
    void aSecondSignalEndsItWithoutWaitingForWhatRuns() throws Exception {
        Process worker = worker(FakeServer.WORKER_TOKEN);
        UUID attempt = assign("wait");
        server.logs.await(attempt, "waiting in process");
        worker.destroy();
        server.heartbeats.await(heartbeat -> heartbeat.draining());
        worker.destroy();

        assertThat(server.applied.await(report -> report.attemptId().equals(attempt)))
                .isInstanceOf(Report.Failed.class);
        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isZero();
    }

    @Test
    void itsRunnersEndWithIt() throws Exception {
        Process worker = worker(FakeServer.WORKER_TOKEN);
        UUID attempt = assign("wait");
        String text = server.logs.await(attempt, "waiting in process").text();
        ProcessHandle runner = ProcessHandle.of(Long.parseLong(text.substring(text.lastIndexOf(' ') + 1)))
                .orElseThrow();
        worker.destroyForcibly();

        runner.onExit().get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatAKilledWorkerLeftBehindIsEndedByTheNext() throws Exception {
        Process worker = worker(FakeServer.WORKER_TOKEN);
        UUID attempt = assign("spin");
        String[] words = server.logs.await(attempt, "spinning with").text().split(" ");
        ProcessHandle daemon = ProcessHandle.of(Long.parseLong(words[4])).orElseThrow();
        worker.destroyForcibly().waitFor();
        assertThat(daemon.isAlive()).isTrue();
        worker(FakeServer.WORKER_TOKEN);
        server.registrations.await(2, registration -> true);

        assertThat(Processes.isAlive(daemon.pid())).isFalse();
    }

    @Test
    void aTokenThatTheServerDoesNotKnowEndsItWithStatus3() throws Exception {
        Process worker = worker("wrong");

        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("worker.log")))
                .contains("The worker token is not known.")
                .doesNotContain("wrong");
    }

    @Test
    void aBadSettingEndsItWithStatus2() throws Exception {
        Process worker = worker(FakeServer.WORKER_TOKEN, "--slots", "many");

        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("worker.log")))
                .contains("--slots is 'many': expected a whole number from 1 to 1000.");
    }

    @Test
    void aWorkFolderThatTheUserOfTasksCannotReachIsNoObstacle() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        worker(FakeServer.WORKER_TOKEN);
        UUID attempt = assign("hello");

        assertThat(server.applied.await(report -> report.attemptId().equals(attempt)))
                .isInstanceOf(Report.Succeeded.class);
        stop();
        for (Path open : foldersInstead()) {
            deleteTree(open);
        }
    }

    /** The folders that stand for this test's work folder. */
    private List<Path> foldersInstead() throws IOException {
        String work = folder.resolve("work").toRealPath().toString();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/var/lib/orchestrator"), "worker-*")) {
            for (Path one : all) {
                if (Files.readString(one.resolve("work-folder")).equals(work)) {
                    found.add(one);
                }
            }
        }
        assertThat(found).hasSize(1);
        return found;
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void tasksSeeNeitherTheTokenNorAnythingElseOfItsEnvironment() throws Exception {
        worker(FakeServer.WORKER_TOKEN);
        UUID attempt = assign("environment");

        Report.Succeeded succeeded = (Report.Succeeded)
                server.applied.await(report -> report.attemptId().equals(attempt));
        assertThat(String.valueOf(succeeded.output())).doesNotContain("SECRET", "canary", FakeServer.WORKER_TOKEN);
    }

    @Test
    void aUserThatIsNotThereEndsItWithStatus2() throws Exception {
        Process worker = worker(FakeServer.WORKER_TOKEN, "--runner-user", "nobody-of-this-name");

        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("worker.log"))).contains("there is no such user");
    }

    private UUID assign(String task) throws InterruptedException {
        server.registrations.await(registration -> true);
        Assignment assignment = WorkerStage.assignment("test", task, bundle);
        server.push(new ServerMessage.Assign(assignment));
        return assignment.attemptId();
    }

    private Process worker(String token, String... more) throws Exception {
        Path tokenFile = Files.writeString(folder.resolve("token"), token + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                "--servers",
                server.url().toString(),
                "--token-file",
                tokenFile.toString(),
                "--runner-jar",
                WorkerStage.runnerJar().toString(),
                "--work-folder",
                folder.resolve("work").toString()));
        command.addAll(List.of(more));
        File log = folder.resolve("worker.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("SOME_SECRET", "canary");
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
