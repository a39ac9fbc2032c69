package io.orchestrator.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.time.dags.Past;
import io.orchestrator.postgres.ServerAccount;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients ask several servers for the same run at the same moment: one is made, everybody is told so, and no server fails. */
class SameRunTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");
    private static final boolean ALL = Boolean.getBoolean("exhaustive");
    private static final int SERVERS = ALL ? 4 : 2;
    private static final int CLIENTS = ALL ? 50 : 20;
    private static final int ROUNDS = ALL ? 70 : 5;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path temporary;

    private interface Asking {
        Api.Answer ask(Api api) throws Exception;
    }

    @Test
    void isMadeOnce() throws Exception {
        ServerAccount.current().letThrough(temporary);
        ClusterSettings settings = ClusterSettings.in(temporary.resolve("cluster"))
                .with(new ClusterSettings.Servers(SERVERS, QUICK, Map.of()))
                .with(new ClusterSettings.Workers(1, QUICK, Map.of("slots", "1", "drain-timeout", "1s")));
        try (Cluster cluster = Cluster.start(settings);
                Connection database = cluster.database().connect();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            try (ClassBundle bundle = ClassBundle.in(cluster.dropBox(), "past")) {
                bundle.add(Past.class);
            }
            cluster.api().awaitDag(Past.ID, Duration.ofMinutes(2));
            List<Long> pids = pids(cluster);

            for (int round = 0; round < ROUNDS; round++) {
                String id = "same-%d".formatted(round);
                assertThat(statuses(all(cluster, clients, api -> api.trigger(Past.ID, id, Map.of()))))
                        .as("the same id")
                        .isEqualTo(Map.of(200, 1, 409, CLIENTS - 1));

                String date = FIRST.plus(Duration.ofHours(round)).toString();
                assertThat(statuses(all(cluster, clients, api -> api.post(runs(), Map.of("logical_date", date)))))
                        .as("the same logical date")
                        .isEqualTo(Map.of(200, 1, 409, CLIENTS - 1));

                String key = "key-%d".formatted(round);
                Map<String, @Nullable Object> any = new HashMap<>();
                any.put("logical_date", null);
                List<Api.Answer> answers = all(cluster, clients, api -> asked(api, key, any));
                assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
                assertThat(answers)
                        .extracting(answer -> answer.json().get("dag_run_id").stringValue())
                        .as("the same idempotency key")
                        .allMatch(answers.getFirst().json().get("dag_run_id").stringValue()::equals);
            }

            assertThat(count(database, "SELECT count(*) FROM dag_run WHERE run_type = 'manual'"))
                    .isEqualTo(3L * ROUNDS);
            assertThat(pids(cluster)).isEqualTo(pids);
        }
    }

    private static String runs() {
        return "/api/v2/dags/%s/dagRuns".formatted(Past.ID);
    }

    /** Asks again while the first request with this key is still being carried out, as the answer says. */
    private static Api.Answer asked(Api api, String key, Map<String, @Nullable Object> body) throws Exception {
        List<Api.Answer> answers = new ArrayList<>();
        Waiting.until("The answer to the first request with its key", Duration.ofSeconds(30), () -> {
            answers.add(api.withKey(key).post(runs(), body));
            return answers.getLast().status() != 409;
        });
        return answers.getLast();
    }

    /** Lets all clients ask at once, each at the next server. */
    private static List<Api.Answer> all(Cluster cluster, ExecutorService clients, Asking asking) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Api.Answer>> asked = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Api api = cluster.api().at(cluster.servers().get(i % SERVERS));
            asked.add(clients.submit(() -> {
                go.await();
                return asking.ask(api);
            }));
        }
        go.countDown();
        List<Api.Answer> answers = new ArrayList<>();
        for (Future<Api.Answer> one : asked) {
            answers.add(one.get());
        }
        return answers;
    }

    private static Map<Integer, Integer> statuses(List<Api.Answer> answers) {
        Map<Integer, Integer> counts = new TreeMap<>();
        answers.forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
        return counts;
    }

    private static List<Long> pids(Cluster cluster) {
        return cluster.servers().stream().map(server -> server.program().pid()).toList();
    }

    private static long count(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
