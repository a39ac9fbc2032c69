package io.orchestrator.bench.yardstick;

import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Takes yardsticks in a database of their own on the PostgreSQL under test. */
public final class Yardsticks {

    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS acct(id int PRIMARY KEY, v int) WITH (fillfactor=70);
            INSERT INTO acct SELECT g, 0 FROM generate_series(1,100000) g ON CONFLICT DO NOTHING;
            CREATE TABLE IF NOT EXISTS task(id bigserial PRIMARY KEY, run_id bigint NOT NULL DEFAULT 1,
              name text NOT NULL DEFAULT 'task_name_01', state smallint NOT NULL DEFAULT 0, worker int,
              created timestamptz NOT NULL DEFAULT now(), started timestamptz, ended timestamptz) WITH (fillfactor=70);
            CREATE INDEX IF NOT EXISTS task_ready ON task(id) WHERE state=0;
            """;
    private static final String FILL = """
            TRUNCATE task RESTART IDENTITY;
            INSERT INTO task(run_id,state) SELECT g/10, 2 FROM generate_series(1,20000) g;
            """;

    private final Access access;
    private final Load load;
    private final Duration time;

    private Yardsticks(Access access, Load load, Duration time) {
        this.access = access;
        this.load = load;
        this.time = time;
    }

    /**
     * Prepares the tables, and whatever of this JVM is slow at first.
     *
     * @param server any database of the server
     * @param time how long each kind is measured
     */
    public static Yardsticks prepare(Access server, Duration time) throws Exception {
        Access access = server.sibling("yardstick");
        Load load = Pgbench.isInstalled() ? new Pgbench(access) : new JdbcLoad(access);
        return prepare(access, load, time);
    }

    /** The same through JDBC, even where pgbench is there. */
    public static Yardsticks prepareJdbc(Access server, Duration time) throws Exception {
        Access access = server.sibling("yardstick");
        return prepare(access, new JdbcLoad(access), time);
    }

    private static Yardsticks prepare(Access access, Load load, Duration time) throws Exception {
        Yardsticks yardsticks = new Yardsticks(access, load, time);
        yardsticks.execute(SCHEMA);
        yardsticks.execute("VACUUM ANALYZE acct");
        yardsticks.take(Set.of(Kind.values()));
        return yardsticks;
    }

    /** What makes the load: pgbench or JDBC. */
    public String tool() {
        return load.name();
    }

    public Yardstick take(Set<Kind> kinds) throws Exception {
        Map<Kind, Double> perSecond = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (kinds.contains(kind)) {
                if (kind == Kind.L50) {
                    execute(FILL);
                    execute("VACUUM ANALYZE task");
                }
                perSecond.put(kind, load.run(kind, time) * Load.perTransaction(kind));
            }
        }
        return new Yardstick(perSecond);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
