package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.fake.FakeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SessionsTest {

    @TempDir
    Path folder;

    @Test
    void aSessionThatIsOverEndsItsAttemptsAndIsFollowedByAnother() throws Exception {
        try (WorkerStage stage = WorkerStage.set(folder, 2)) {
            UUID attempt = stage.assign("wait");
            long process = stage.process(attempt);
            stage.server.forgetSession();
            stage.server.registrations.await(2, registration -> true);

            assertThat(Processes.isAlive(process)).isFalse();
            UUID next = stage.assign("hello");
            assertThat(stage.end(next)).isInstanceOf(Report.Succeeded.class);
            assertThat(stage.server.received.all(report -> report.attemptId().equals(attempt)))
                    .containsOnly(new Report.Started(attempt));
        }
    }

    @Test
    void aWorkerThatIsCutOffEndsItsAttemptsBeforeTheLeaseDoes() throws Exception {
        FakeServer server = new FakeServer(4_000, 200);
        try (WorkerStage stage = WorkerStage.set(folder, 2, server, Duration.ofSeconds(30))) {
            UUID attempt = stage.assign("wait");
            ProcessHandle process = ProcessHandle.of(stage.process(attempt)).orElseThrow();
            server.unavailable(true);
            // Counted from after the last heartbeat that could be acknowledged, so the real lease ends earlier still.
            long cutOff = System.nanoTime();
            process.onExit().join();
            Duration lived = Duration.ofNanos(System.nanoTime() - cutOff);
            server.unavailable(false);
            server.registrations.await(2, registration -> true);

            assertThat(lived).isLessThan(Duration.ofMillis(4_000));
            assertThat(server.applied.all()).isEmpty();
        }
    }

    @Test
    void anOutageShorterThanTheLeaseStopsNothing() throws Exception {
        FakeServer server = new FakeServer(30_000, 200);
        try (WorkerStage stage = WorkerStage.set(folder, 2, server, Duration.ofSeconds(30))) {
            UUID warm = stage.assign("hello");
            stage.end(warm);
            server.unavailable(true);
            UUID attempt = stage.assign("hello");
            server.unavailable(false);

            assertThat(stage.end(attempt)).isInstanceOf(Report.Succeeded.class);
            assertThat(server.registrations.all()).hasSize(1);
        }
    }

    @Test
    void aWorkerThatLeavesHandsBackWhatWaitsAndFinishesWhatRuns() throws Exception {
        try (WorkerStage stage = WorkerStage.set(folder, 1)) {
            UUID running = stage.assign("wait");
            stage.process(running);
            UUID waiting = stage.assign("hello");
            stage.server.heartbeats.await(heartbeat -> heartbeat.held().contains(new Heartbeat.Held(waiting, "test")));
            stage.leave();

            assertThat(stage.end(waiting)).isInstanceOf(Report.HandedBack.class);
            stage.server.heartbeats.await(Heartbeat::draining);
            assertThat(stage.server.applied.all()).hasSize(1);
            stage.server.push(new ServerMessage.Stop(running, "enough"));
            assertThat(stage.end(running)).isEqualTo(new Report.Stopped(running));
            stage.awaitEnd();
            assertThat(stage.server.goodbyes.all()).hasSize(1);
            assertThat(stage.server.logs.of(waiting)).isNotEmpty();
        }
    }

    @Test
    void aWorkerThatMustNotWaitKillsWhatRunsAndSaysSo() throws Exception {
        try (WorkerStage stage = WorkerStage.set(folder, 1)) {
            UUID running = stage.assign("wait");
            long process = stage.process(running);
            stage.leave();
            stage.hurry();

            Report.Failed failed = (Report.Failed) stage.end(running);
            assertThat(failed.failure().kind()).isEqualTo(Kind.RUNNER_DIED);
            assertThat(failed.failure().message()).contains("worker was shut down");
            assertThat(failed.retryable()).isTrue();
            stage.awaitEnd();
            assertThat(Processes.isAlive(process)).isFalse();
        }
    }
}
