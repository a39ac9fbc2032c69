package io.orchestrator.core.feature.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.feature.OnlineValue;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcOnlineFeaturesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    JdbcOnlineFeatures features;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @BeforeEach
    void empty() {
        database.execute("TRUNCATE online_feature, audit_event");
        features = new JdbcOnlineFeatures(
                dataSource, dataSource, new AuditLog(() -> NOON, at -> UUID.randomUUID()), new Random(4));
    }

    @Test
    void whatComesLateOrAgainNeverBringsBackWhatWas() {
        assertThat(features.write("airports", List.of(value("JFK", NOON, 1)), "ada"))
                .isEqualTo(1);
        assertThat(features.write("airports", List.of(value("JFK", NOON.minusSeconds(1), 2)), "ada"))
                .isZero();
        assertThat(number("JFK")).isEqualTo(1);

        features.write("airports", List.of(value("JFK", NOON, 3)), "ada");
        assertThat(number("JFK")).isEqualTo(3);
    }

    @Test
    void ofSeveralForOneEntityTheNewestCounts() {
        int written = features.write(
                "airports",
                List.of(value("JFK", NOON, 1), value("JFK", NOON.plusSeconds(5), 2), value("JFK", NOON, 3)),
                "ada");

        assertThat(written).isEqualTo(1);
        assertThat(number("JFK")).isEqualTo(2);
    }

    @Test
    void findsWhatIsThereAndHasNotExpired() {
        features.write(
                "airports",
                List.of(value("JFK", NOON, 1), value("LAX", NOON, NOON.plusSeconds(60), 2), value("SFO", NOON, FAR, 3)),
                "ada");
        features.write("others", List.of(value("BOS", NOON, 4)), "ada");

        assertThat(features.find("airports", List.of("JFK", "LAX", "SFO", "BOS", "nowhere")))
                .extracting(OnlineValue::entity)
                .containsExactlyInAnyOrder("JFK", "SFO");
    }

    @Test
    void whoeverWritesOrForgetsIsInTheAuditLog() {
        features.write("airports", List.of(value("JFK", NOON, 1)), "ada");

        assertThat(features.delete("airports", "bob")).isEqualTo(1);
        assertThat(features.delete("airports", "bob")).isZero();
        assertThat(database.query(
                        "SELECT actor || ' ' || action || ' ' || (detail ->> 'view') FROM audit_event ORDER BY actor"))
                .containsExactly("ada feature.write airports", "bob feature.delete airports");
    }

    @Test
    void manyWritersOfTheSameEntitiesLeaveTheNewestOfEach() throws Exception {
        var order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(order, new Random(7));
        try (var writers = Executors.newFixedThreadPool(4)) {
            for (int at : order) {
                writers.submit(() -> features.write("airports", batch(at), "ada"));
            }
        }
        assertThat(features.find("airports", keys()))
                .hasSize(keys().size())
                .allSatisfy(value ->
                        assertThat(value.features().get("n").intValue()).isEqualTo(39));
    }

    private static List<String> keys() {
        return IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
    }

    private static List<OnlineValue> batch(int at) {
        var values = new ArrayList<>(keys().stream()
                .map(key -> value(key, NOON.plus(Duration.ofSeconds(at)), at))
                .toList());
        Collections.shuffle(values, new Random(at));
        return values;
    }

    private int number(String key) {
        return features.find("airports", List.of(key))
                .getFirst()
                .features()
                .get("n")
                .intValue();
    }

    private static OnlineValue value(String key, Instant at, int number) {
        return value(key, at, null, number);
    }

    private static OnlineValue value(String key, Instant at, @Nullable Instant expires, int number) {
        return new OnlineValue(key, at, expires, Json.MAPPER.createObjectNode().put("n", number));
    }
}
