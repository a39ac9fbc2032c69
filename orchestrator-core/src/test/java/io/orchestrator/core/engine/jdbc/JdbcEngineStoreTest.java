package io.orchestrator.core.engine.jdbc;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.moved;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreRows.salesTask;
import static io.orchestrator.core.engine.StoreWrites.change;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.dataset.jdbc.JdbcGivenDatasets;
import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.EngineStoreContract;
import io.orchestrator.core.engine.StoreRows;
import io.orchestrator.core.engine.StoreWrites;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.graph.GivenSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

class JdbcEngineStoreTest implements EngineStoreContract {

    private static TestDatabase database;

    static TestDatabase database() {
        return database;
    }

    private static HikariDataSource dataSource;
    private static JdbcEngineStore store;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
        store = new JdbcEngineStore(dataSource, new Random(1));
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @Override
    public void empty() {
        database.execute("""
                DROP FUNCTION IF EXISTS fail CASCADE;
                TRUNCATE dag, dag_version, dag_schedule, dag_run, task_instance, task_attempt, task_output, worker_session,
                         audit_event, bundle, bundle_build, server, engine_mail, pool, pool_slot, backfill,
                         backfill_left_out, asset, asset_alias, asset_alias_target, asset_use, asset_event, asset_queue,
                         asset_event_taken, dataset, dataset_version, dataset_check, dataset_tag, run_dataset, dataset_read,
                         run_repeat, broken_contract;
                INSERT INTO pool (name, slots) VALUES ('default_pool', -1);
                INSERT INTO bundle_build (build, bundle, manifest) VALUES ('%s', 'shop', '{}')""".formatted(StoreRows.BUILD));
    }

    @Override
    public EngineStore store() {
        return store;
    }

    @Override
    public List<TaskAttempt> attempts(long runKey) {
        return new Database(dataSource, new Random(1), StoreUnavailable::new)
                .run(
                        "read attempts",
                        connection -> Database.list(
                                connection,
                                "SELECT * FROM task_attempt WHERE run_key = ?",
                                statement -> statement.setLong(1, runKey),
                                TaskRows::attempt));
    }

    @Override
    public List<AuditEvent> audit() {
        return new Database(dataSource, new Random(1), StoreUnavailable::new)
                .run(
                        "read the audit",
                        connection -> Database.list(
                                connection,
                                "SELECT * FROM audit_event",
                                statement -> {},
                                row -> new AuditEvent(
                                        row.uuid("id"),
                                        row.time("at"),
                                        row.text("actor"),
                                        row.text("action"),
                                        row.textOrNull("dag_id"),
                                        row.textOrNull("run_id"),
                                        row.textOrNull("task_id"),
                                        row.json("detail"))));
    }

    @Override
    public JsonNode given(GivenSpec wanted, GivenFor attempt) {
        return new JdbcGivenDatasets(dataSource, new Random(1)).of(wanted, attempt);
    }

    @Override
    public List<JsonNode> extras() {
        return new Database(dataSource, new Random(1), StoreUnavailable::new)
                .run(
                        "read events",
                        connection -> Database.list(
                                connection,
                                "SELECT extra FROM asset_event ORDER BY event_id",
                                statement -> {},
                                row -> row.json("extra")));
    }

    @Override
    public void letPass(Duration time) {
        for (String table : List.of("worker_session", "server")) {
            database.execute("UPDATE %s SET lease_until = lease_until - interval '%d milliseconds'"
                    .formatted(table, time.toMillis()));
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsUnavailable() {
        TestDatabase nowhere = new TestDatabase(database.url() + "_gone", database.user(), database.password());
        try (HikariDataSource gone = nowhere.engineDataSource()) {
            gone.setConnectionTimeout(250);

            assertThatThrownBy(() -> new JdbcEngineStore(gone, new Random(1)).dags(0))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("Could not read the DAGs");
        }
    }

    @Test
    void aConnectionThatBreaksMakesOneTurnUnavailableAndTheNextIsFine() {
        onInsertedDeed("PERFORM pg_terminate_backend(pg_backend_pid());");

        assertThatThrownBy(() -> store.commit(StoreWrites.deeds(StoreRows.deed("dag.pause"))))
                .isInstanceOf(StoreUnavailable.class);

        commit(turn(creation(salesRun(FIRST, "r1", null), List.of())));
        assertThat(audit()).isEmpty();
    }

    @Test
    void aFullDiskMakesTheTurnUnavailable() {
        onInsertedDeed("RAISE EXCEPTION 'disk full' USING ERRCODE = '53100';");

        assertThatThrownBy(() -> store.commit(StoreWrites.deeds(StoreRows.deed("dag.pause"))))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aDeadlockedTurnIsTriedAgain() {
        database.execute("CREATE SEQUENCE tries");
        onInsertedDeed("""
                IF nextval('tries') < 4 THEN
                    RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01';
                END IF;""");

        commit(StoreWrites.deeds(StoreRows.deed("dag.pause")));

        assertThat(audit()).hasSize(1);
        assertThat(database.query("SELECT last_value FROM tries")).containsExactly("4");
        database.execute("DROP SEQUENCE tries");
    }

    @Test
    void aTurnThatDeadlocksForEverIsUnavailable() {
        onInsertedDeed("RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01';");

        assertThatThrownBy(() -> store.commit(StoreWrites.deeds(StoreRows.deed("dag.pause"))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("5 tries");
    }

    private static void onInsertedDeed(String body) {
        database.execute("""
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s RETURN new; END $$;
                CREATE TRIGGER fail BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION fail()""".formatted(body));
    }

    @Test
    void aRowThatIsLockedForTooLongMakesTheTurnUnavailable() throws SQLException {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of())));
        try (HikariDataSource impatient = database.engineDataSource();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            try (Connection only = impatient.getConnection();
                    Statement setting = only.createStatement()) {
                setting.execute("SET lock_timeout = '50ms'");
            }
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM dag_run FOR UPDATE");

            assertThatThrownBy(() -> new JdbcEngineStore(impatient, new Random(1))
                            .commit(turn(change(moved(run, DagRunState.RUNNING)))))
                    .isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void wrongDataIsNotTakenForAnOutage() {
        DagRun orphan = StoreRows.queuedRun(FIRST, "nobody", "r1", null);

        assertThatThrownBy(() -> store.commit(turn(creation(orphan, List.of()))))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("dag_run");
    }

    @Test
    void rowsOfAWholeTurnCrossPartitions() {
        long inPartition = FIRST;
        long inDefault = FIRST + (400L * 24 * 3600 * 1000 << 20);
        database.execute(
                "SELECT create_run_partitions(%d, %d, 'march')".formatted(FIRST, FIRST + (24L * 3600 * 1000 << 20)));

        commit(turn(
                creation(salesRun(inPartition, "r1", null), List.of(salesTask(inPartition, "load"))),
                creation(salesRun(inDefault, "r2", null), List.of(salesTask(inDefault, "load")))));

        assertThat(database.query("SELECT tableoid::regclass FROM task_instance ORDER BY run_key"))
                .containsExactly("task_instance_march", "task_instance_default");
        assertThat(unsettled()).allSatisfy(run -> assertThat(run.instances()).hasSize(1));
        database.execute("DROP TABLE task_instance_march, task_attempt_march, task_output_march, log_chunk_march");
    }

    @Test
    void twoServersAtOnceNeverTakeMoreOfAPoolThanThereIs() throws Exception {
        commit(StoreWrites.pools(
                new PoolWrites(List.of(new Pool("p", 5, null, false)), List.of(), List.of(), List.of())));
        CyclicBarrier together = new CyclicBarrier(2);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger fitted = new AtomicInteger();
        for (int server = 0; server < 2; server++) {
            long first = FIRST + server * 1000L;
            EngineStore own = new JdbcEngineStore(dataSource, new Random(server));
            threads.add(Thread.ofPlatform().start(() -> fitted.addAndGet(takeSlots(own, first, together))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(fitted).hasValue(5);
        assertThat(store.pools())
                .filteredOn(use -> use.pool().name().equals("p"))
                .allMatch(use -> use.used() == 5);
    }

    private static int takeSlots(EngineStore own, long first, CyclicBarrier together) {
        int fitted = 0;
        for (long key = first; key < first + 10; key++) {
            try {
                together.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            PoolSlot slot = new PoolSlot(new UUID(3, key), "p", key, 1);
            var writes = turn(StoreWrites.withSlots(
                    creation(salesRun(key, "r" + key, StoreRows.at((int) (key - FIRST))), List.of()),
                    PoolWrites.of(List.of(slot), List.of())));
            fitted += own.commit(writes).committed() ? 1 : 0;
        }
        return fitted;
    }
}
