package io.orchestrator.bench.yardstick;

import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** The load through JDBC, statement by statement what {@link Pgbench} sends: for machines without it. */
final class JdbcLoad implements Load {

    static final String PINNED_PLANS = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
            + " -c plan_cache_mode=force_generic_plan";
    private static final String CLAIM = """
            WITH c AS (UPDATE task SET state=1, worker=?, started=now() WHERE id IN
              (SELECT id FROM task WHERE state=0 ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED) RETURNING id)
              SELECT array_agg(id) AS ids FROM c""";

    private final Access access;

    JdbcLoad(Access access) {
        this.access = access;
    }

    @Override
    public String name() {
        return "JDBC";
    }

    @Override
    public double run(Kind kind, Duration time) throws Exception {
        int clients = Load.clients(kind);
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int id = client;
                counts.add(threads.submit(() -> client(kind, id, begin, time)));
            }
            begin.countDown();
            double total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            return total / time.toNanos() * 1e9;
        }
    }

    private long client(Kind kind, int id, CountDownLatch begin, Duration time) throws Exception {
        try (Connection connection = connect()) {
            Callable<Boolean> transaction = switch (kind) {
                case U1, U16 -> update(connection);
                case L50 -> life(connection, id);
            };
            begin.await();
            long end = System.nanoTime() + time.toNanos();
            long done = 0;
            while (System.nanoTime() < end) {
                transaction.call();
                done++;
            }
            return done;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.put("user", access.user());
        properties.put("password", access.password());
        properties.put("options", PINNED_PLANS);
        return DriverManager.getConnection(access.url(), properties);
    }

    private static Callable<Boolean> update(Connection connection) throws SQLException {
        PreparedStatement update = connection.prepareStatement("UPDATE acct SET v=v+1 WHERE id=?");
        return () -> {
            update.setInt(1, ThreadLocalRandom.current().nextInt(1, 100_001));
            return update.executeUpdate() == 1;
        };
    }

    private static Callable<Boolean> life(Connection connection, int id) throws SQLException {
        PreparedStatement begin = connection.prepareStatement("BEGIN");
        PreparedStatement insert =
                connection.prepareStatement("INSERT INTO task(run_id) SELECT ? FROM generate_series(1,50)");
        PreparedStatement claim = connection.prepareStatement(CLAIM);
        PreparedStatement complete =
                connection.prepareStatement("UPDATE task SET state=2, ended=now() WHERE id=ANY(?::bigint[])");
        PreparedStatement commit = connection.prepareStatement("COMMIT");
        insert.setLong(1, id);
        claim.setInt(1, id);
        return () -> {
            begin.execute();
            insert.executeUpdate();
            complete.setArray(1, claimed(claim));
            complete.executeUpdate();
            return commit.execute();
        };
    }

    private static Array claimed(PreparedStatement claim) throws SQLException {
        try (ResultSet result = claim.executeQuery()) {
            result.next();
            return result.getArray(1);
        }
    }
}
