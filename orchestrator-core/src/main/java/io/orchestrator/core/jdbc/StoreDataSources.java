package io.orchestrator.core.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Connections for the stores: every statement prepared at its first use, plans pinned to primary keys, and time limits
 * well below the 30 seconds of a worker's lease.
 */
public final class StoreDataSources {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SOCKET = Duration.ofSeconds(15);

    /**
     * Keeps every plan on a key. A generic plan is made once, perhaps while a table is empty; then a scan looks as good as
     * a search, and hours later it is not. So scans of tables are ruled out here (their huge cost must not start the JIT
     * compiler), and scans of whole indexes by how joins are written: {@code key = ANY (ARRAY[u.key])} is never a merge
     * join, the only reason to read an index from end to end. Where one index has a statement's whole key and another its first
     * column only, both look as good on an empty table: {@code BETWEEN x AND x ORDER BY ... LIMIT 1} for a column that only the
     * first has leaves the first. A test looks at the plan of every statement.
     *
     * <p>Arrays are unnested in a select list. {@code FROM unnest(a, b, ...)} gives the same rows, but fills a store of rows for
     * each of its arrays, which took most of the time of a statement with few rows.
     */
    private static final String SESSION = """
            SET statement_timeout = '10s';
            SET lock_timeout = '5s';
            SET idle_in_transaction_session_timeout = '15s';
            SET plan_cache_mode = force_generic_plan;
            SET enable_seqscan = off;
            SET jit = off;
            """;

    private StoreDataSources() {}

    /** The engine's one connection. Opened at the first use, so a database that is down harms nothing yet. */
    public static HikariDataSource engine(String url, String user, String password) {
        return pool("engine", url, user, password, 1);
    }

    /** For the logs of attempts, so that they never slow the engine. */
    public static HikariDataSource logs(String url, String user, String password, int connections) {
        return pool("logs", url, user, password, connections);
    }

    /** For what is asked by a key before nearly every answer, so that it is planned once and not each time. */
    public static HikariDataSource lookUps(String url, String user, String password, int connections) {
        return pool("look-ups", url, user, password, connections);
    }

    private static HikariDataSource pool(String name, String url, String user, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(SESSION);
        config.addDataSourceProperty("ApplicationName", "orchestrator " + name);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(SOCKET.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }
}
