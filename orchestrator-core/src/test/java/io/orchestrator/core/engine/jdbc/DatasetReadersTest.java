package io.orchestrator.core.engine.jdbc;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreWrites.catalog;
import static io.orchestrator.core.engine.StoreWrites.change;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static io.orchestrator.core.engine.StoreWrites.withDatasets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.dataset.jdbc.JdbcGivenDatasets;
import io.orchestrator.core.engine.EngineStore.CommitResult;
import io.orchestrator.core.engine.StoreRows;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.GivenSpec.Kind;
import io.orchestrator.protocol.worker.DatasetReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Readers of a dataset while versions of it are published, put into quarantine, and lost in the middle of their transactions. */
@Timeout(900)
class DatasetReadersTest {

    private static final int READERS = 10_000;
    /** Each follows when so many more of the readers are done. */
    private static final int ROUNDS = 50;

    private static TestDatabase database;
    private static HikariDataSource engine;
    private static HikariDataSource readers;
    private static JdbcEngineStore store;

    private int attempts;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        engine = database.engineDataSource();
        readers = database.engineDataSource();
        readers.setConnectionTimeout(Duration.ofMinutes(10).toMillis());
        store = new JdbcEngineStore(engine, new Random(1));
        database.execute("""
                INSERT INTO bundle_build (build, bundle, manifest) VALUES ('%s', 'shop', '{}');
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the attempt dies'; END $$;
                CREATE TRIGGER die AFTER INSERT ON dataset_check FOR EACH ROW WHEN (NEW.name = 'dies') EXECUTE FUNCTION die()""".formatted(StoreRows.BUILD));
        store.openServer(StoreRows.server(StoreRows.OWNER), Duration.ofMinutes(30));
        store.commit(catalog(0, List.of(StoreRows.dag("sales")), List.of(StoreRows.version("sales")), List.of()));
        store.commit(turn(creation(salesRun(FIRST, "r1", null), List.of())));
    }

    @AfterAll
    static void close() {
        readers.close();
        engine.close();
    }

    /** Its one file says what becomes of it. */
    private NewVersion version(String file, boolean passed, UUID attempt) {
        DatasetReport.Check check = new DatasetReport.Check(
                file.equals("lost") ? "dies" : "rows",
                passed,
                "",
                Json.MAPPER.createObjectNode(),
                Json.MAPPER.createArrayNode());
        return new NewVersion(
                new DatasetReport.Staged(
                        "flights",
                        List.of(new DatasetReport.File(file, "ab".repeat(32), 10)),
                        5,
                        Json.MAPPER.createArrayNode(),
                        Json.MAPPER.createObjectNode(),
                        List.of(),
                        List.of(check)),
                passed,
                false,
                attempt,
                FIRST,
                "sales",
                "r1",
                "load",
                -1,
                StoreRows.BUILD,
                "hash of " + file,
                at(20));
    }

    private CommitResult publish(String file, boolean passed) {
        UUID attempt = new UUID(0, ++attempts);
        NewTag tag = new NewTag("flights", "newest", null, attempt, FIRST, "sales.load", at(21));
        DatasetMoves moves =
                new DatasetMoves(List.of(version(file, passed, attempt)), passed ? List.of(tag) : List.of());
        return store.commit(turn(withDatasets(change(salesRun(FIRST, "r1", null)), AssetMoves.NONE, moves)));
    }

    /** What a reader may be given, by number: each has one content for ever. */
    private static void note(JsonNode version, Map<Long, String> seen) {
        String content = version.path("content_hash").asString();
        assertThat(content).startsWith("hash of published-");
        String known = seen.putIfAbsent(version.path("number").asLong(), content);
        assertThat(known == null ? content : known).isEqualTo(content);
    }

    private static void read(int reader, Map<Long, String> seen) {
        JdbcGivenDatasets datasets = new JdbcGivenDatasets(readers, new Random(reader));
        GivenFor attempt = new GivenFor(FIRST + 1 + reader, new UUID(9, reader), "reads", -1);
        switch (reader % 3) {
            case 0 -> note(datasets.of(new GivenSpec(Kind.DATASET, "flights"), attempt), seen);
            case 1 -> note(datasets.of(new GivenSpec(Kind.DATASET, "flights@newest"), attempt), seen);
            default ->
                datasets.of(new GivenSpec(Kind.DATASET_HISTORY, "flights@5"), attempt)
                        .forEach(version -> note(version, seen));
        }
    }

    @Test
    void tenThousandReadersNeverSeeWhatIsNotPublished() throws Exception {
        Map<Long, String> seen = new ConcurrentHashMap<>();
        Semaphore done = new Semaphore(0);
        int published = 0;
        assertThat(publish("published-" + ++published, true)).isEqualTo(CommitResult.COMMITTED);
        List<Future<?>> reads = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int reader = 0; reader < READERS; reader++) {
                int number = reader;
                reads.add(threads.submit(() -> {
                    try {
                        read(number, seen);
                    } finally {
                        done.release();
                    }
                }));
            }
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(publish("quarantined", false)).isEqualTo(CommitResult.COMMITTED);
                assertThatThrownBy(() -> publish("lost", true)).hasStackTraceContaining("the attempt dies");
                assertThat(publish("published-" + ++published, true)).isEqualTo(CommitResult.COMMITTED);
                done.acquire(READERS / ROUNDS);
            }
        }
        for (Future<?> read : reads) {
            read.get();
        }

        assertThat(seen).hasSizeGreaterThan(1);
        seen.forEach((number, content) -> assertThat(content).isEqualTo("hash of published-" + number));
        assertThat(database.query(
                        "SELECT count(*) || ' to ' || max(number) FROM dataset_version WHERE state = 'published'"))
                .containsExactly(published + " to " + published);
    }
}
