package io.orchestrator.bench.engine;

import io.orchestrator.bench.yardstick.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the time goes: flight recordings of the processes, and the statements that PostgreSQL has counted. */
final class Profile {

    private static final String STATEMENTS = """
            SELECT calls, round(total_exec_time::numeric, 1) AS total_ms, round(mean_exec_time::numeric, 4) AS mean_ms,
                   rows, wal_records, wal_fpi, wal_bytes, regexp_replace(left(query, 110), '\\s+', ' ', 'g') AS query
            FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
            WHERE d.datname = 'orchestrator' ORDER BY total_exec_time DESC LIMIT 40""";

    /** Every read and write of a socket, however short: a hop can be followed from process to process. */
    private static final String EVENTS = "settings=profile,jdk.SocketRead#threshold=0ms,jdk.SocketRead#throttle=off,"
            + "jdk.SocketWrite#threshold=0ms,jdk.SocketWrite#throttle=off";

    /** Which code uses the processor, in Java and below it; newer JDKs only. */
    private static final String CPU_TIME = ",jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=1ms";

    private final @Nullable Path folder;
    private final int servers;

    private Profile(@Nullable Path folder, int servers) {
        this.folder = folder;
        this.servers = servers;
    }

    static Profile of(Options options, int servers) throws IOException {
        return new Profile(options.profile() == null ? null : Files.createDirectories(options.profile()), servers);
    }

    /** What PostgreSQL needs beside the product's settings. */
    Map<String, String> postgres() {
        return folder == null ? Map.of() : Map.of("shared_preload_libraries", "pg_stat_statements");
    }

    /** What a JVM needs; it writes its recording when it ends in order. */
    List<String> jvm(String program) {
        return folder == null
                ? List.of()
                : List.of(
                        "-XX:StartFlightRecording=%s,dumponexit=true,maxsize=500m,filename=%s/%s-%d.jfr"
                                .formatted(events(), folder, program, servers),
                        "-Xlog:jfr*=off");
    }

    private static String events() {
        return Runtime.version().feature() >= 25 ? EVENTS + CPU_TIME : EVENTS;
    }

    /** Counts statements from here on. */
    void begin(Access access) throws SQLException {
        if (folder != null) {
            try (Connection connection = access.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
                statement.execute("SELECT pg_stat_statements_reset()");
            }
        }
    }

    /** Writes down what was counted since. */
    void end(Access access, String what) throws SQLException, IOException {
        if (folder == null) {
            return;
        }
        StringBuilder text =
                new StringBuilder("calls\ttotal_ms\tmean_ms\trows\twal_records\twal_fpi\twal_bytes\tquery\n");
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATEMENTS)) {
            while (row.next()) {
                for (int column = 1; column <= 8; column++) {
                    text.append(row.getString(column)).append(column < 8 ? '\t' : '\n');
                }
            }
        }
        Files.writeString(folder.resolve("statements-%s.tsv".formatted(what)), text);
    }
}
