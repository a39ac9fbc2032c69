package io.orchestrator.dags.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.kafka.broker.KafkaBroker;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Json;
import io.orchestrator.testkit.DagScenario;
import io.orchestrator.testkit.DagTest;
import io.orchestrator.testkit.ScenarioRun;
import io.orchestrator.testkit.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The payments through a real broker, and what becomes of them when attempts fail and die. */
@Timeout(300)
class FraudStreamTest {

    private static final SendPayments.Settings SETTINGS = new SendPayments.Settings(5_000, 3, 1);
    private static final List<Payment> SENT =
            SyntheticPayments.of(SETTINGS.payments(), SETTINGS.days(), SETTINGS.seed());

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(brokerFolder);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static Connection kafka() {
        return new Connection(Payments.CONNECTION, "kafka", "127.0.0.1", broker.port(), null, null, null, Map.of());
    }

    /** What all payments together are, each once, by card and day. */
    private static Map<String, String> truth() {
        Collection<Payment> each = SENT.stream()
                .collect(Collectors.toMap(Payment::id, payment -> payment, (first, again) -> first))
                .values();
        Map<String, List<Payment>> days = each.stream()
                .collect(Collectors.groupingBy(
                        payment -> payment.card() + " " + payment.at().truncatedTo(ChronoUnit.DAYS)));
        Map<String, String> truth = new TreeMap<>();
        days.forEach((day, all) -> truth.put(
                day,
                figures(
                        all.size(),
                        all.stream().mapToLong(Payment::cents).sum(),
                        all.stream().mapToLong(Payment::cents).max().orElseThrow(),
                        all.stream().filter(Payment::abroad).count())));
        return truth;
    }

    private static String figures(long payments, long cents, long largest, long abroad) {
        return "%d payments, %d cents, at most %d, %d abroad".formatted(payments, cents, largest, abroad);
    }

    /** What a dataset of features says of each card and day. */
    private static Map<String, String> features(TestRun run, Dataset dataset) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view("features", run.version(dataset));
            duckDb.read(
                    "SELECT card, epoch(day), payments, cents, largest, abroad, risk FROM ("
                            + CardDays.newest("features") + ")",
                    row -> {
                        found.put(
                                row.getString(1) + " " + Instant.ofEpochSecond(row.getLong(2)),
                                figures(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
                        assertThat(row.getDouble(7)).isBetween(0.0, 1.0);
                    });
        }
        return found;
    }

    private static List<Map<?, ?>> records(DatasetVersion events) throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (Path file : events.paths()) {
            for (String line : Files.readAllLines(file)) {
                records.add(Json.readObject(line));
            }
        }
        return records;
    }

    private static void send() {
        TestRun sent = DagTest.of(new SendPayments().dag())
                .params(SETTINGS)
                .connection(kafka())
                .run();
        assertThat(sent.task("send").failure()).isEmpty();
        assertThat(sent.task("send").log()).containsExactly("INFO Sent 5,147 records of 5,000 payments");
    }

    @Test
    void kappaAndLambdaCountEachPaymentOnceWhateverDies() throws Exception {
        assertThat(SENT).as("some come twice").hasSize(5_147);
        send();
        try (DagScenario scenario = DagScenario.of(new Slices(1_000).dag(), new Batch().dag())
                .startingAt(Instant.parse("2026-01-04T23:50:00Z"))
                .callingCode()
                .connection(kafka())) {
            scenario.advance(Duration.ofMinutes(1));
            assertThat(scenario.runs()).as("it starts paused").isEmpty();

            // An attempt fails, another is killed when it has read everything, and a third reports to a server that
            // dies.
            scenario.task("read").failsOnce("the disk is full").workerDies().serverDies();
            scenario.task("kappa").workerDies().replyIsLost();
            scenario.task("speed").serverDies().workerDies();
            scenario.unpause().advance(Duration.ofMinutes(6));

            assertThat(scenario.runs()).hasSizeGreaterThan(5);
            assertThat(scenario.runs().getFirst().task("read").attempts()).isEqualTo(3);
            assertThat(scenario.runs().getFirst().task("read").tries()).isEqualTo(2);
            assertThat(scenario.runs().getFirst().task("read").log())
                    .as("the killed attempt had read its slice")
                    .containsExactly("INFO Read 1,000 records", "INFO Read 1,000 records");
            TestRun streamed = scenario.runs().getFirst().now();
            List<Map<?, ?>> records = records(streamed.version(Payments.EVENTS));
            assertThat(records).hasSameSizeAs(SENT);
            assertThat(records)
                    .extracting(record -> record.get("partition") + " " + record.get("offset"))
                    .doesNotHaveDuplicates();
            assertThat(records)
                    .extracting(record ->
                            String.valueOf(((Map<?, ?>) Objects.requireNonNull(record.get("value"))).get("id")))
                    .containsExactlyInAnyOrderElementsOf(
                            SENT.stream().map(Payment::id).toList());
            assertThat(features(streamed, Payments.KAPPA)).isEqualTo(truth());
            assertThat(features(streamed, Payments.LAMBDA))
                    .as("what came in two slices is counted twice until the night")
                    .hasSameSizeAs(truth())
                    .isNotEqualTo(truth());

            scenario.advanceTo(Instant.parse("2026-01-05T00:01:00Z"));

            ScenarioRun night = scenario.runs("fraud_batch").getLast();
            assertThat(night.state()).isEqualTo("success");
            assertThat(features(night.now(), Payments.LAMBDA)).isEqualTo(truth());

            // All of it once more: nothing is new but that.
            send();
            scenario.advance(Duration.ofMinutes(2));
            TestRun again = scenario.runs().getFirst().now();
            assertThat(records(again.version(Payments.EVENTS))).hasSize(2 * SENT.size());
            assertThat(features(again, Payments.KAPPA)).isEqualTo(truth());
            assertThat(features(again, Payments.LAMBDA)).isNotEqualTo(truth());
            ScenarioRun batch = scenario.trigger("fraud_batch").finish();
            assertThat(features(batch.now(), Payments.LAMBDA)).isEqualTo(truth());
        }
    }

    @Test
    void somePaymentsAreHeardOfAfterTheirDayIsOver() {
        int late = 0;
        Instant newest = Instant.EPOCH;
        for (Payment payment : SENT) {
            late += payment.at().isBefore(newest.truncatedTo(ChronoUnit.DAYS)) ? 1 : 0;
            newest = payment.at().isAfter(newest) ? payment.at() : newest;
        }

        assertThat(late).isGreaterThan(50);
        assertThat(SyntheticPayments.of(5_000, 3, 1)).isEqualTo(SENT);
        assertThat(SyntheticPayments.of(5_000, 3, 2)).isNotEqualTo(SENT);
    }

    @Test
    void withoutKafkaNothingFailsAndNothingSpins() {
        try (DagScenario scenario = DagScenario.of(new Slices().dag(), new Batch().dag(), new SendPayments().dag())
                .callingCode()) {
            scenario.advance(Duration.ofDays(2));

            assertThat(scenario.runs()).isEmpty();
            assertThat(scenario.runs("fraud_payments")).isEmpty();
            assertThat(scenario.runs("fraud_batch"))
                    .hasSize(3)
                    .allSatisfy(run -> assertThat(run.state()).isEqualTo("success"));
            assertThat(scenario.runs("fraud_batch").getFirst().task("recount").reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("no payments were read yet"));
        }
    }
}
