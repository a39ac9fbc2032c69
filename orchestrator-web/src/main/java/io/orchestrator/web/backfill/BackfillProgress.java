package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.LeftOut;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts how far backfills are: by their runs, and by the dates that they left out. */
@Component
class BackfillProgress {

    private static final String RUNS = """
            SELECT backfill_id, state, count(*) AS number FROM dag_run WHERE backfill_id = ANY (:ids) GROUP BY 1, 2
            """;

    private static final String LEFT_OUT = """
            SELECT backfill_id, reason, late, count(*) AS number
            FROM backfill_left_out WHERE backfill_id = ANY (:ids) GROUP BY 1, 2, 3
            """;

    private static final String FIRST_LEFT_OUT = """
            SELECT logical_date, reason FROM backfill_left_out WHERE backfill_id = :id ORDER BY logical_date LIMIT :most
            """;

    private final JdbcClient database;

    BackfillProgress(JdbcClient database) {
        this.database = database;
    }

    /**
     * How far one is.
     *
     * @param planned how many dates it was to run
     * @param runs its runs by the keys of their states
     * @param leftOut dates without a run of it, by the keys of the reasons
     * @param waiting dates that have neither yet
     */
    record Count(long planned, Map<String, Long> runs, Map<String, Long> leftOut, long waiting) {

        long runs(String state) {
            return runs.getOrDefault(state, 0L);
        }

        long unfinished() {
            return runs("queued") + runs("running");
        }

        long ended() {
            return runs("success") + runs("failed");
        }

        long allLeftOut() {
            return leftOut.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A date without a run. */
    record Omitted(Instant date, LeftOut reason) {}

    /** The counts of some backfills, by their ids. */
    Map<Long, Count> of(List<BackfillRow> backfills) {
        var keys = backfills.stream().map(BackfillRow::backfillId).toArray(Long[]::new);
        var runs = new HashMap<Long, Map<String, Long>>();
        database.sql(RUNS)
                .param("ids", keys)
                .query((row, number) -> runs.computeIfAbsent(row.getLong("backfill_id"), id -> new HashMap<>())
                        .put(row.getString("state"), row.getLong("number")))
                .list();
        var leftOut = new HashMap<Long, Map<String, Long>>();
        var passed = new HashMap<Long, Long>();
        database.sql(LEFT_OUT)
                .param("ids", keys)
                .query((row, number) -> {
                    var id = row.getLong("backfill_id");
                    if (row.getBoolean("late")) {
                        passed.merge(id, row.getLong("number"), Long::sum);
                    }
                    return leftOut.computeIfAbsent(id, unseen -> new HashMap<>())
                            .merge(row.getString("reason"), row.getLong("number"), Long::sum);
                })
                .list();
        var counts = new HashMap<Long, Count>();
        for (var backfill : backfills) {
            var id = backfill.backfillId();
            counts.put(
                    id,
                    count(
                            backfill.planned(),
                            runs.getOrDefault(id, Map.of()),
                            leftOut.getOrDefault(id, Map.of()),
                            passed.getOrDefault(id, 0L)));
        }
        return counts;
    }

    private static Count count(long planned, Map<String, Long> runs, Map<String, Long> leftOut, long passed) {
        long made = runs.values().stream().mapToLong(Long::longValue).sum();
        return new Count(planned, runs, leftOut, Math.max(0, planned - made - passed));
    }

    /** The first dates that one left out. */
    List<Omitted> leftOut(long id, int most) {
        return database.sql(FIRST_LEFT_OUT)
                .param("id", id)
                .param("most", most)
                .query((row, number) -> new Omitted(
                        row.getObject("logical_date", OffsetDateTime.class).toInstant(),
                        LeftOut.of(row.getString("reason"))))
                .list();
    }
}
