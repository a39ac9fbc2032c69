package io.orchestrator.worker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.worker.exchange.ServerQueue.PendingReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {

    final HttpCalls http = new HttpCalls();
    final ServerClient a = new ServerClient(URI.create("http://127.0.0.1:1/"), http, Duration.ofSeconds(1));
    final ServerClient b = new ServerClient(URI.create("http://127.0.0.1:2/"), http, Duration.ofSeconds(1));
    final AtomicInteger nudgesOfA = new AtomicInteger();
    final AtomicInteger nudgesOfB = new AtomicInteger();
    final Outbox outbox = new Outbox(8);
    final UUID attempt = UUID.randomUUID();
    final Report start = new Report.Started(attempt);
    final Report end = new Report.Succeeded(attempt, null);

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void startAndEndOfAShortTaskAreOneCall() throws Exception {
        join();
        outbox.assigned(a, attempt, "dag");
        outbox.add(start, 0);
        outbox.add(end, 0);

        assertThat(reports(batch(a))).containsExactly(start, end);
    }

    @Test
    void whatAnotherServerOwnsMovesThereInOrderTogetherWithWhatCameMeanwhile() throws Exception {
        join();
        outbox.assigned(a, attempt, "dag");
        outbox.add(start, 0);
        List<PendingReport> sent = batch(a);
        outbox.add(end, 0);
        outbox.answered(a, sent, new Reports.Answer(List.of(), List.of(), List.of(attempt), false));

        assertThat(reports(batch(b))).containsExactly(start, end);
    }

    @Test
    void whatNoServerOwnsIsAskedAgainLater() throws Exception {
        join();
        outbox.assigned(a, attempt, "dag");
        outbox.add(end, 0);
        elsewhere(a, batch(a));
        elsewhere(b, batch(b));
        long before = System.nanoTime();

        assertThat(reports(batch(a))).containsExactly(end);
        assertThat(System.nanoTime() - before)
                .isGreaterThan(Duration.ofMillis(10).toNanos());
    }

    @Test
    void theReportsOfAServerThatLeavesGoToTheOthersAndWithoutOthersWaitForOne() throws Exception {
        outbox.join(a, nudgesOfA::incrementAndGet);
        outbox.assigned(a, attempt, "dag");
        outbox.add(end, 0);
        outbox.leave(a);
        assertThat(outbox.awaitBatch(a)).isNull();
        outbox.join(b, nudgesOfB::incrementAndGet);

        assertThat(reports(batch(b))).containsExactly(end);
    }

    @Test
    void whatIsForgottenIsNeverSent() throws Exception {
        join();
        UUID other = UUID.randomUUID();
        outbox.assigned(a, attempt, "dag");
        outbox.assigned(a, other, "dag");
        outbox.add(end, 0);
        outbox.add(new Report.Stopped(other), 0);
        outbox.forget(List.of(attempt));

        assertThat(reports(batch(a))).containsExactly(new Report.Stopped(other));
    }

    @Test
    void everythingIsSettledWhenTheLastReportIs() throws Exception {
        join();
        outbox.assigned(a, attempt, "dag");
        outbox.add(end, 0);
        assertThat(outbox.awaitSettled(Duration.ZERO)).isFalse();
        outbox.answered(a, batch(a), new Reports.Answer(List.of(attempt), List.of(), List.of(), false));

        assertThat(outbox.awaitSettled(Duration.ZERO)).isTrue();
    }

    @Test
    void anAttemptCountsForItsServerUntilItHasEnded() {
        join();
        outbox.assigned(a, attempt, "dag");
        outbox.heard(b, List.of(), true);
        assertThat(outbox.credit(a)).isEqualTo(2);
        assertThat(outbox.credit(b)).isEqualTo(6);
        outbox.owned(b, List.of(attempt));
        assertThat(outbox.credit(a)).isEqualTo(1);
        assertThat(outbox.credit(b)).isEqualTo(7);
    }

    @Test
    void onlyAServerWhoseCreditHasGrownIsToldSoon() {
        join();
        outbox.credit(a);
        outbox.credit(b);
        nudgesOfA.set(0);
        nudgesOfB.set(0);
        outbox.heard(b, List.of(), true);

        assertThat(nudgesOfB).hasPositiveValue();
        assertThat(nudgesOfA).hasValue(0);
    }

    @Test
    void aWorkerThatTakesNothingGivesNoCreditBeyondWhatIsHeld() {
        join();
        outbox.assigned(a, attempt, "dag");
        outbox.takeNothing();

        assertThat(outbox.credit(a)).isEqualTo(1);
        assertThat(outbox.credit(b)).isZero();
    }

    private void join() {
        outbox.join(a, nudgesOfA::incrementAndGet);
        outbox.join(b, nudgesOfB::incrementAndGet);
    }

    private void elsewhere(ServerClient server, List<PendingReport> batch) {
        assertThat(outbox.answered(server, batch, new Reports.Answer(List.of(), List.of(), List.of(attempt), false)))
                .isEmpty();
    }

    private List<PendingReport> batch(ServerClient server) throws InterruptedException {
        return Objects.requireNonNull(outbox.awaitBatch(server));
    }

    private static List<Report> reports(List<PendingReport> batch) {
        return batch.stream().map(pending -> pending.report).toList();
    }
}
