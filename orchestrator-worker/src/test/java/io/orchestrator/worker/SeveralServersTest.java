package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.fake.FakeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker with 2 slots and as many places to wait, and two servers, of which it was told one. */
@Timeout(120)
class SeveralServersTest {

    @TempDir
    Path folder;

    FakeServer first;
    FakeServer second;
    WorkerStage stage;

    @BeforeEach
    void set() throws Exception {
        first = new FakeServer(30_000, 500);
        second = first.another();
        first.own("test");
        stage = WorkerStage.set(folder, 2, first, Duration.ofSeconds(30));
        second.beatsHere.await(heartbeat -> true);
        second.connections.await(session -> true);
    }

    @AfterEach
    void strike() throws Exception {
        stage.close();
        second.close();
    }

    @Test
    void oneSessionServesEveryServer() throws Exception {
        UUID fromFirst = stage.assign("hello");
        Assignment other = of("other");
        second.own("other");
        second.push(new ServerMessage.Assign(other));

        assertThat(stage.end(fromFirst)).isInstanceOf(Report.Succeeded.class);
        assertThat(stage.end(other.attemptId())).isInstanceOf(Report.Failed.class);
        assertThat(first.registrations.all()).hasSize(1);
        assertThat(reportedAt(second)).containsOnly(other.attemptId());
        assertThat(reportedAt(first)).containsOnly(fromFirst);
    }

    @Test
    void eachServerHearsOfEveryHeldAttemptAndItsDag() throws Exception {
        UUID running = stage.assign("wait");

        first.beatsHere.await(heartbeat -> heartbeat.held().contains(new Heartbeat.Held(running, "test")));
        second.beatsHere.await(heartbeat -> heartbeat.held().contains(new Heartbeat.Held(running, "test")));
    }

    @Test
    void aReportFollowsItsDagToTheNewOwnerWithStartBeforeEnd() throws Exception {
        UUID running = stage.assign("wait");
        stage.process(running);
        second.own("test");
        first.push(new ServerMessage.Stop(running, "enough"));

        assertThat(stage.end(running)).isEqualTo(new Report.Stopped(running));
        assertThat(reportedAt(second)).contains(running);
    }

    @Test
    void aReportThatNobodyJudgesYetIsKeptAndKeepsItsOrder() throws Exception {
        FakeServer nobody = first.another();
        nobody.own("test");
        nobody.crash();
        UUID attempt = stage.assign("hello");
        first.callsHere.await(2, call -> has(call, attempt));
        second.callsHere.await(2, call -> has(call, attempt));
        assertThat(first.applied.all()).isEmpty();
        second.own("test");

        assertThat(stage.end(attempt)).isInstanceOf(Report.Succeeded.class);
        assertThat(first.received.all())
                .extracting(report -> report.getClass().getSimpleName())
                .containsSubsequence("Started", "Succeeded");
    }

    @Test
    void aServerThatNamesAnAttemptItsOwnGetsItsReportsAtOnce() throws Exception {
        UUID running = stage.assign("wait");
        stage.process(running);
        first.received.await(report -> report.attemptId().equals(running));
        second.own("test");
        int seen = second.beatsHere.all().size();
        second.beatsHere.await(seen + 2, heartbeat -> true);
        second.push(new ServerMessage.Stop(running, "enough"));

        assertThat(stage.end(running)).isEqualTo(new Report.Stopped(running));
        assertThat(reportedAt(second)).containsOnly(running);
        assertThat(first.callsHere.all(call -> has(call, new Report.Stopped(running))))
                .isEmpty();
    }

    @Test
    void missingInputsAreFetchedFromWhoOwnsTheDagNow() throws Exception {
        Assignment assignment = stage.assignment("greet", null, null, RunnerSpec.WARM);
        first.keepInputs(
                assignment.attemptId(), List.of(new Assignment.Input("hello", Json.MAPPER.valueToTree("hello"))));
        second.own("test");
        first.push(new ServerMessage.Assign(assignment));

        assertThat(stage.end(assignment.attemptId())).isInstanceOf(Report.Succeeded.class);
        assertThat(first.hasSentElsewhere(assignment.attemptId())).isTrue();
    }

    @Test
    void theDeathOfAServerStopsNothingAndItsReportsGoToTheHeir() throws Exception {
        UUID running = stage.assign("wait");
        long process = stage.process(running);
        first.crash();
        second.own("test");
        second.push(new ServerMessage.Stop(running, "enough"));

        assertThat(stage.end(running)).isEqualTo(new Report.Stopped(running));
        assertThat(first.registrations.all()).hasSize(1);
        assertThat(Processes.isAlive(process)).isFalse();
        assertThat(second.logs.await(running, "Stopped;")).isNotNull();
    }

    @Test
    void aRollingRestartOfAllServersStopsNothing() throws Exception {
        UUID running = stage.assign("wait");
        long process = stage.process(running);
        first.crash();
        second.own("test");
        try (FakeServer firstAgain = first.again()) {
            firstAgain.connections.await(session -> true);
            second.crash();
            firstAgain.own("test");
            try (FakeServer secondAgain = second.again()) {
                secondAgain.connections.await(session -> true);
                assertThat(Processes.isAlive(process)).isTrue();
                firstAgain.push(new ServerMessage.Stop(running, "enough"));

                assertThat(stage.end(running)).isEqualTo(new Report.Stopped(running));
                assertThat(reportedAt(firstAgain)).contains(running);
                assertThat(first.registrations.all()).hasSize(1);
            }
        }
    }

    @Test
    void aServerThatAppearsIsTalkedTo() throws Exception {
        try (FakeServer third = first.another()) {
            third.connections.await(session -> true);
            third.own("test");
            Assignment assignment = of("test");
            third.push(new ServerMessage.Assign(assignment));

            assertThat(stage.end(assignment.attemptId())).isInstanceOf(Report.Succeeded.class);
        }
    }

    @Test
    void anyServersAcknowledgementKeepsTheLease() throws Exception {
        stage.close();
        FakeServer cut = new FakeServer(3_000, 200);
        try (FakeServer other = cut.another();
                WorkerStage short_ = WorkerStage.set(folder, 1, cut, Duration.ofSeconds(30))) {
            UUID running = short_.assign("wait");
            long process = short_.process(running);
            other.connections.await(session -> true);
            cut.unavailable(true);
            int seen = other.beatsHere.all().size();
            other.beatsHere.await(seen + 40, heartbeat -> true);

            assertThat(Processes.isAlive(process)).isTrue();
            cut.unavailable(false);
        }
    }

    @Test
    void theSessionIsOverForAllServersWhenOneSaysSo() throws Exception {
        UUID running = stage.assign("wait");
        long process = stage.process(running);
        second.push(new ServerMessage.End("its lease ended"));
        first.registrations.await(2, registration -> true);

        assertThat(Processes.isAlive(process)).isFalse();
        UUID next = stage.assign("hello");
        assertThat(stage.end(next)).isInstanceOf(Report.Succeeded.class);
    }

    @Test
    void creditMovesToWhoWantsItAndIsToldSoon() throws Exception {
        second.beatsHere.await(heartbeat -> heartbeat.credit() == 2);
        first.wants(true);

        first.beatsHere.await(heartbeat -> heartbeat.credit() == 3);
        second.beatsHere.await(heartbeat -> heartbeat.credit() == 1);
        second.wants(true);
        first.beatsHere.await(heartbeat -> heartbeat.credit() == 2);
        second.beatsHere.await(heartbeat -> heartbeat.credit() == 2);
    }

    @Test
    void aServerThatIsLeftAloneHasAllCredit() throws Exception {
        second.crash();

        first.beatsHere.await(heartbeat -> heartbeat.credit() == 4);
        assertThat(stage.end(stage.assign("hello"))).isInstanceOf(Report.Succeeded.class);
    }

    @Test
    void aWorkerThatLeavesWantsNothingFromAnyServer() throws Exception {
        UUID running = stage.assign("wait");
        stage.process(running);
        stage.leave();

        first.beatsHere.await(heartbeat -> heartbeat.draining() && heartbeat.credit() == 1);
        second.beatsHere.await(heartbeat -> heartbeat.draining() && heartbeat.credit() == 0);
        first.push(new ServerMessage.Stop(running, "enough"));
        stage.awaitEnd();
        assertThat(first.goodbyes.all()).hasSize(1);
    }

    @Test
    void theServerItWasToldOfServesWhereAdvertisedAddressesLeadNowhere() throws Exception {
        second.crash();
        first.advertise("http://127.0.0.1:1/");
        int seen = first.beatsHere.all().size();
        first.beatsHere.await(seen + 4, heartbeat -> true);
        UUID attempt = stage.assign("hello");

        assertThat(stage.end(attempt)).isInstanceOf(Report.Succeeded.class);
        assertThat(first.registrations.all()).hasSize(1);
    }

    private Assignment of(String dag) {
        return WorkerStage.assignment(dag, "hello", stage.bundle);
    }

    private static boolean has(Reports call, UUID attempt) {
        return call.reports().stream()
                .anyMatch(entry -> entry.report().attemptId().equals(attempt));
    }

    private static boolean has(Reports call, Report report) {
        return call.reports().stream().anyMatch(entry -> entry.report().equals(report));
    }

    private static Stream<UUID> reportedAt(FakeServer server) {
        return server.callsHere.all().stream()
                .flatMap(call -> call.reports().stream())
                .map(entry -> entry.report().attemptId())
                .distinct();
    }
}
