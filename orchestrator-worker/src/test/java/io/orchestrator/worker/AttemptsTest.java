package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import io.orchestrator.protocol.worker.ServerMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class AttemptsTest {

    @TempDir
    Path folder;

    WorkerStage stage;

    @BeforeEach
    void set() throws Exception {
        stage = WorkerStage.set(folder, 2);
    }

    @AfterEach
    void strike() throws Exception {
        stage.close();
    }

    @Test
    void anAttemptThatReturnsIsReportedWithItsOutputAndItsLines() throws Exception {
        UUID attempt = stage.assign("hello");

        assertThat(stage.end(attempt)).isEqualTo(new Report.Succeeded(attempt, Json.MAPPER.valueToTree("hello")));
        assertThat(stage.server.received.all()).startsWith(new Report.Started(attempt));
        LogLine line = stage.server.logs.await(attempt, "hello from a task");
        assertThat(line.source()).isEqualTo("stdout");
        assertThat(stage.server.logs.of(attempt).getFirst().text()).contains("starts on worker w1");
    }

    @Test
    void missingInputsAreFetched() throws Exception {
        Assignment assignment = stage.assignment("greet", null, null, RunnerSpec.WARM);
        stage.server.keepInputs(
                assignment.attemptId(), List.of(new Assignment.Input("hello", Json.MAPPER.valueToTree("hello"))));
        stage.server.push(new ServerMessage.Assign(assignment));

        assertThat(stage.end(assignment.attemptId()))
                .isEqualTo(new Report.Succeeded(assignment.attemptId(), Json.MAPPER.valueToTree("hello, world")));
    }

    @Test
    void anAttemptThatThrowsIsReportedWithItsReason() throws Exception {
        UUID attempt = stage.assign("fail");

        Report.Failed failed = (Report.Failed) stage.end(attempt);
        assertThat(failed.failure().kind()).isEqualTo(Kind.EXCEPTION);
        assertThat(failed.failure().message()).contains("this task always fails");
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void aLargeOutputArrivesWhole() throws Exception {
        UUID attempt = stage.assign("large");

        assertThat(output(stage.end(attempt)).stringValue()).hasSize(200 * 1024);
    }

    @Test
    void oneWarmRunnerServesAttemptsOneAfterTheOther() throws Exception {
        Report first = stage.end(stage.assign("jvm"));
        Report second = stage.end(stage.assign("jvm"));
        Report fresh = stage.end(stage.assign("jvm", null, new RunnerSpec(null, List.of(), true)));

        assertThat(pid(second)).isEqualTo(pid(first));
        assertThat(pid(fresh)).isNotEqualTo(pid(first));
    }

    @Test
    void theSameAttemptAssignedTwiceRunsOnce() throws Exception {
        Assignment assignment = stage.assignment("hello", List.of(), null, RunnerSpec.WARM);
        stage.server.push(new ServerMessage.Assign(assignment));
        stage.server.push(new ServerMessage.Assign(assignment));
        stage.end(assignment.attemptId());
        stage.server.push(new ServerMessage.Assign(assignment));
        stage.end(stage.assign("hello"));

        assertThat(stage.server.received.all(report ->
                        report instanceof Report.Started && report.attemptId().equals(assignment.attemptId())))
                .hasSize(1);
    }

    @Test
    void moreAttemptsThanSlotsWaitInOrder() throws Exception {
        List<UUID> attempts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            attempts.add(stage.assign("hello"));
        }
        for (UUID attempt : attempts) {
            assertThat(stage.end(attempt)).isInstanceOf(Report.Succeeded.class);
        }

        assertThat(stage.server.received.all(report -> report instanceof Report.Started).stream()
                        .map(Report::attemptId))
                .containsExactlyElementsOf(attempts);
    }

    @Test
    void anAttemptBeyondItsTimeoutIsKilledWithEverythingItStarted() throws Exception {
        UUID attempt = stage.assign("spin", Duration.ofSeconds(2), RunnerSpec.WARM);
        String text = stage.server.logs.await(attempt, "spinning with").text();
        List<Long> children = IntStream.of(2, 4)
                .mapToObj(word -> Long.parseLong(text.split(" ")[word]))
                .toList();

        Report.Failed failed = (Report.Failed) stage.end(attempt);
        assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failed.failure().message()).contains("PT2S");
        assertThat(children).noneMatch(Processes::isAlive);
        assertThat(stage.server.logs.await(attempt, "It did not end within")).isNotNull();
    }

    @Test
    void anAttemptBeyondItsTimeoutThatObeysTheInterruptCallsItsHook() throws Exception {
        UUID attempt = stage.assign("late", Duration.ofSeconds(2), RunnerSpec.WARM);

        Report.Failed failed = (Report.Failed) stage.end(attempt);
        assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(stage.server.logs.await(attempt, "the hook was called")).isNotNull();
    }

    @Test
    void anAttemptThatObeysTheInterruptIsReportedAsStopped() throws Exception {
        UUID attempt = stage.assign("wait");
        long process = stage.process(attempt);
        stage.server.push(new ServerMessage.Stop(attempt, "a person asked for it"));

        assertThat(stage.end(attempt)).isEqualTo(new Report.Stopped(attempt));
        assertThat(Processes.isAlive(process)).isFalse();
    }

    @Test
    void anAttemptThatWaitsForASlotIsStoppedWithoutEverRunning() throws Exception {
        UUID first = stage.assign("wait");
        UUID second = stage.assign("wait");
        UUID third = stage.assign("wait");
        stage.process(first);
        stage.process(second);
        stage.server.push(new ServerMessage.Stop(third, "not needed"));

        assertThat(stage.end(third)).isEqualTo(new Report.Stopped(third));
        assertThat(stage.server.received.all()).doesNotContain(new Report.Started(third));
    }

    @Test
    void anAttemptThatWasStoppedBeforeItCameDoesNotRun() throws Exception {
        Assignment late = stage.assignment("hello", List.of(), null, RunnerSpec.WARM);
        stage.server.push(new ServerMessage.Stop(late.attemptId(), "it was pushed and lost"));
        stage.server.push(new ServerMessage.Assign(late));
        stage.end(stage.assign("hello"));
        // The report of the other one has come, but a heartbeat may leave before that is acknowledged.
        int empty = stage.server
                .heartbeats
                .all(heartbeat -> heartbeat.held().isEmpty())
                .size();
        stage.server.heartbeats.await(empty + 1, heartbeat -> heartbeat.held().isEmpty());

        assertThat(stage.server.received.all()).extracting(Report::attemptId).doesNotContain(late.attemptId());
    }

    @Test
    void anAttemptThatHasNotBegunIsHandedBackWhenItIsRecalled() throws Exception {
        UUID first = stage.assign("wait");
        UUID second = stage.assign("wait");
        UUID third = stage.assign("hello");
        stage.process(first);
        stage.process(second);
        stage.server.push(new ServerMessage.Recall(third));
        stage.server.push(new ServerMessage.Recall(first));

        Report.HandedBack back = (Report.HandedBack) stage.end(third);
        assertThat(back.reason()).contains("elsewhere");
        stage.server.push(new ServerMessage.Stop(first, "enough"));
        assertThat(stage.end(first)).isEqualTo(new Report.Stopped(first));
        assertThat(stage.server.received.all()).doesNotContain(new Report.Started(third));
    }

    @Test
    void aRunnerThatIsKilledFailsItsAttemptAndTheNextOneRuns() throws Exception {
        UUID attempt = stage.assign("wait");
        ProcessHandle.of(stage.process(attempt)).orElseThrow().destroyForcibly();

        Report.Failed failed = (Report.Failed) stage.end(attempt);
        assertThat(failed.failure().kind()).isEqualTo(Kind.RUNNER_DIED);
        assertThat(failed.failure().message()).contains("SIGKILL", "137", "memory");
        assertThat(stage.end(stage.assign("hello"))).isInstanceOf(Report.Succeeded.class);
    }

    @Test
    void userCodeThatEndsItsJvmIsReportedWithTheExitStatus() throws Exception {
        UUID attempt = stage.assign("exit");

        Report.Failed failed = (Report.Failed) stage.end(attempt);
        assertThat(failed.failure().kind()).isEqualTo(Kind.RUNNER_DIED);
        assertThat(failed.failure().message()).contains("exit status 3");
        assertThat(stage.server.logs.await(attempt, "last words")).isNotNull();
    }

    @Test
    void aJvmThatCannotStartFailsItsAttemptWithItsOwnWords() throws Exception {
        UUID attempt = stage.assign("hello", null, new RunnerSpec(null, List.of("-XX:NoSuchOption"), false));

        Report.Failed failed = (Report.Failed) stage.end(attempt);
        assertThat(failed.failure().kind()).isEqualTo(Kind.NOT_STARTED);
        assertThat(failed.failure().stackTrace()).contains("NoSuchOption");
    }

    @Test
    void anAttemptThatIsNotCurrentAnyMoreIsEndedWithoutAReport() throws Exception {
        UUID attempt = stage.assign("wait");
        long process = stage.process(attempt);
        stage.server.supersede(attempt);
        stage.server.logs.await(attempt, "Nothing of it runs any more.");

        assertThat(Processes.isAlive(process)).isFalse();
        assertThat(stage.server.received.all(report -> !(report instanceof Report.Started)))
                .isEmpty();
    }

    @Test
    void tenThousandLinesArriveInOrderAndOnce() throws Exception {
        UUID attempt = stage.assign("lines");
        assertThat(stage.end(attempt)).isInstanceOf(Report.Succeeded.class);
        stage.server.logs.await(attempt, "all lines are written");

        assertThat(stage.server.logs.of(attempt).stream()
                        .filter(line -> line.source().equals("stdout"))
                        .map(LogLine::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList());
        List<Integer> sequences = stage.server.logs.sequences(attempt);
        assertThat(sequences)
                .isEqualTo(IntStream.range(0, sequences.size()).boxed().toList());
    }

    @Test
    void whatAChildProcessWritesReachesTheLog() throws Exception {
        UUID attempt = stage.assign("child");

        assertThat(stage.server.logs.await(attempt, "from a child").level()).isEqualTo("INFO");
        assertThat(stage.server.logs.await(attempt, "an error").source()).isEqualTo("stderr");
    }

    @Test
    void aReportWhoseAnswerIsLostIsSentAgainAndAcceptedOnce() throws Exception {
        stage.server.loseAnswersToEnds(2);
        UUID attempt = stage.assign("hello");
        stage.server.received.await(3, report -> report instanceof Report.Succeeded);
        int seen = stage.server.heartbeats.all().size();
        stage.server.heartbeats.await(seen + 2, heartbeat -> true);

        assertThat(stage.server.heartbeats.all().getLast().held()).isEmpty();
        assertThat(stage.server.applied.all()).extracting(Report::attemptId).containsExactly(attempt);
    }

    @Test
    void aReportThatTheServerRefusesHarmsNoOtherAndEndsItsAttempt() throws Exception {
        Assignment refused = stage.assignment("hello", List.of(), null, RunnerSpec.WARM);
        stage.server.refuseSuccessOf(refused.attemptId());
        stage.server.push(new ServerMessage.Assign(refused));
        UUID other = stage.assign("hello");

        assertThat(stage.end(other)).isInstanceOf(Report.Succeeded.class);
        Report.Failed failed = (Report.Failed) stage.end(refused.attemptId());
        assertThat(failed.failure().kind()).isEqualTo(Kind.BAD_OUTPUT);
        assertThat(failed.failure().message()).contains("The output is of no use.");
        assertThat(failed.retryable()).isFalse();
    }

    @Test
    void theJournalTellsAnAttemptsWayInOrder() throws Exception {
        UUID attempt = stage.assign("fail");
        stage.end(attempt);
        stage.close();
        List<String> told = Files.readAllLines(folder.resolve("journal")).stream()
                .map(line -> Json.MAPPER.readTree(line))
                .filter(line -> line.path("attemptId").asString("").equals(attempt.toString()))
                .map(line -> line.get("event").stringValue() + " "
                        + line.get("detail").stringValue())
                .toList();

        assertThat(told)
                .containsSubsequence("started runner r1", "ended failed EXCEPTION", "acknowledged failed EXCEPTION");
        assertThat(told.getFirst()).startsWith("assigned http://127.0.0.1:");
    }

    private static long pid(Report report) {
        return output(report).longValue();
    }

    private static JsonNode output(Report report) {
        return Objects.requireNonNull(((Report.Succeeded) report).output());
    }
}
