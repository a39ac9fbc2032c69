package io.orchestrator.bench.time;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what was done and when out of the database. */
final class Figures {

    /** How long after a run was due its first task began. */
    private static final String DELAYS = """
            SELECT extract(epoch FROM min(a.started_at) - r.run_after) * 1000
              FROM dag_run r JOIN task_attempt a ON a.run_key = r.run_key
             WHERE r.dag_id LIKE 'live%' AND r.run_type = 'scheduled' AND r.run_after >= ? AND r.run_after < ?
             GROUP BY r.run_key, r.run_after HAVING min(a.started_at) IS NOT NULL""";

    private static final String DUE = """
            SELECT count(*) FROM dag_run
             WHERE dag_id LIKE 'live%' AND run_type = 'scheduled' AND run_after >= ? AND run_after < ?""";

    private static final String OPEN =
            "SELECT count(*) FROM dag_run WHERE dag_id = ? AND state IN ('queued', 'running')";

    /** When the runs of one instant were made: the first milliseconds are in their keys. */
    private static final String MADE = """
            SELECT run_key >> 20 FROM dag_run WHERE run_type = 'scheduled' AND logical_date = ? AND dag_id LIKE 'herd%'""";

    private static final String ACTIVE = "SELECT count(*) FROM dag WHERE active AND dag_id LIKE ?";

    private final Connection connection;

    Figures(Connection connection) {
        this.connection = connection;
    }

    /** Of the live runs that were due in a time; in milliseconds, ascending. */
    List<Double> delays(Instant from, Instant until) throws SQLException {
        return numbers(DELAYS, time(from), time(until));
    }

    /** Whether the first task of each live run that was due in a time has begun. */
    boolean begun(Instant from, Instant until) throws SQLException {
        return numbers(DUE, time(from), time(until)).getFirst().intValue()
                == delays(from, until).size();
    }

    int open(String dagId) throws SQLException {
        return numbers(OPEN, dagId).getFirst().intValue();
    }

    /** Milliseconds after the instant, ascending. */
    List<Double> made(Instant slot) throws SQLException {
        return numbers(MADE, time(slot)).stream()
                .map(at -> at - slot.toEpochMilli())
                .toList();
    }

    /** How many DAGs are there whose ids are like this. */
    int there(String pattern) throws SQLException {
        return numbers(ACTIVE, pattern).getFirst().intValue();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private List<Double> numbers(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                List<Double> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getDouble(1));
                }
                Collections.sort(numbers);
                return numbers;
            }
        }
    }

    /** @param sorted ascending, not empty */
    static double percentile(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
