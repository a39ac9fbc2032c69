package io.orchestrator.core.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.core.secret.KeyRing;
import io.orchestrator.core.secret.SecretBox;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.core.variable.jdbc.JdbcVariables;
import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that secrets are sealed with are changed while a hundred tasks read them and another server writes them. */
class KeyRotationTest {

    private static final int READERS = 100;
    private static final int SECRETS = 10;
    private static final int ROTATIONS = 3;
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    @TempDir
    Path folder;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        try (var engine = database.engineDataSource()) {
            dataSource = new HikariDataSource();
            dataSource.setJdbcUrl(engine.getJdbcUrl());
            dataSource.setUsername(engine.getUsername());
            dataSource.setPassword(engine.getPassword());
            dataSource.setMaximumPoolSize(CONNECTIONS);
            dataSource.setConnectionTimeout(PATIENCE.toMillis());
        }
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    /** A server with its own memory of the keys, which are in a file that all servers have. */
    private record Server(Connections connections, Variables variables) {

        static Server of(Path keys, int seed) {
            var box = new SecretBox(KeyRing.of(keys), new Random(seed));
            var audit = new AuditLog(() -> Instant.EPOCH, at -> UUID.randomUUID());
            return new Server(
                    new JdbcConnections(dataSource, box, audit, new Random(seed)),
                    new JdbcVariables(dataSource, box, audit, new Random(seed)));
        }

        void write(int number) {
            var extra = Json.MAPPER.createObjectNode().put("api_key", "extra of " + number);
            var connection = new ConnectionRecord(
                    "c" + number,
                    "postgres",
                    null,
                    "db.example.org",
                    5432,
                    "etl",
                    "sales",
                    "password of " + number,
                    extra);
            connections.put(new Connections.Change(connection, false, false), "ada");
            variables.put(new Variables.Change("v" + number, "value of " + number, true, null), "ada");
        }

        void read(int number) {
            assertThat(connections.find("c" + number).orElseThrow().password()).isEqualTo("password of " + number);
            assertThat(variables.find("v" + number).orElseThrow().value()).isEqualTo("value of " + number);
        }

        int reseal() {
            return connections.reseal("ada") + variables.reseal("ada");
        }
    }

    @Test
    void nobodyWhoReadsOrWritesNoticesThatKeysChangeAndTheOldOnesCanGo() throws Exception {
        Path keys = folder.resolve("keys");
        String key = KeyRing.newLine(new Random(0));
        put(keys, List.of(key));
        var here = Server.of(keys, 1);
        var there = Server.of(keys, 2);
        IntStream.range(0, SECRETS).forEach(here::write);
        var rounds = new Phaser(1);
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = IntStream.range(0, READERS)
                    .<Future<?>>mapToObj(i -> {
                        rounds.register();
                        var server = i % 2 == 0 ? here : there;
                        return tasks.submit(() -> goOn(rounds, () -> server.read(i % SECRETS)));
                    })
                    .toList();
            rounds.register();
            var writing = tasks.submit(() -> goOn(rounds, () -> there.write(SECRETS - 1)));

            for (int i = 1; i <= ROTATIONS; i++) {
                String next = KeyRing.newLine(new Random(i));
                put(keys, List.of(next, key));
                // Everybody has read or written since: what began before with the old key has ended.
                rounds.arriveAndAwaitAdvance();
                rounds.arriveAndAwaitAdvance();
                here.reseal();
                assertThat(here.reseal()).isZero();
                put(keys, List.of(next));
                key = next;
            }
            rounds.forceTermination();
            for (var one : running) {
                one.get();
            }
            writing.get();
        }
        assertThat(failures).isEmpty();

        var afterwards = Server.of(keys, 3);
        IntStream.range(0, SECRETS).forEach(afterwards::read);
        assertThat(database.query("SELECT DISTINCT left(value, 8) FROM variable"))
                .hasSize(1);
    }

    /** Does it again and again until the end, and says at each round that it has. */
    private void goOn(Phaser rounds, Runnable deed) {
        int phase = rounds.arrive();
        while (!rounds.isTerminated()) {
            try {
                deed.run();
            } catch (Throwable failure) {
                failures.add(failure);
                rounds.forceTermination();
            }
            if (rounds.getPhase() != phase) {
                phase = rounds.arrive();
            }
        }
    }

    /** At once, as an operator moves a file to the place of another. */
    private static void put(Path keys, List<String> lines) throws IOException {
        Path fresh = Files.write(keys.resolveSibling("fresh"), lines);
        Files.move(fresh, keys, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
