package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.fake.FakeServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

    private UUID assign(String task) throws InterruptedException {
        server.registrations.await(registration -> true);
        Assignment assignment = new Assignment(
                UUID.randomUUID(),
                7,
                "test",
                "run-1",
                task,
                -1,
                1,
                bundle.manifest().build(),
                null,
                null,
                null,
                Json.MAPPER.createObjectNode(),
                List.of(),
                null,
                RunnerSpec.WARM);
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
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        processes.add(process);
        return process;
    }
}
