package io.orchestrator.web.retention;

import io.orchestrator.web.audit.AuditLog;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.run.DagRunRow;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The runs that somebody holds. */
@Component
public class RunHolds {

    static final int LONGEST_REASON = 1000;

    private static final String FIND = "SELECT held_by, held_at, reason FROM run_hold WHERE run_key = :run";
    private static final String HOLD = """
            INSERT INTO run_hold (run_key, held_by, reason) VALUES (:run, :user, :reason)
            ON CONFLICT (run_key) DO UPDATE SET reason = excluded.reason
            """;
    private static final String RELEASE = "DELETE FROM run_hold WHERE run_key = :run";

    private final JdbcClient database;
    private final AuditLog audit;

    RunHolds(JdbcClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** @param reason a sentence for people, or empty */
    public record Hold(String dagId, String dagRunId, String heldBy, Instant heldAt, String reason) {}

    /** Empty: nobody holds it. */
    public Optional<Hold> find(DagRunRow run) {
        return database.sql(FIND)
                .param("run", run.runKey())
                .query((row, number) -> new Hold(
                        run.dagId(),
                        run.runId(),
                        row.getString("held_by"),
                        Columns.some(row, "held_at"),
                        row.getString("reason")))
                .optional();
    }

    /** Whoever holds it already goes on to do so. */
    @Transactional
    public void hold(DagRunRow run, String reason, String actor) {
        database.sql(HOLD)
                .param("run", run.runKey())
                .param("user", actor)
                .param("reason", reason)
                .update();
        audit.add(AuditLog.Deed.of(actor, "run.hold").onRun(run.dagId(), run.runId()));
    }

    /** False: nobody held it. */
    @Transactional
    public boolean release(DagRunRow run, String actor) {
        if (database.sql(RELEASE).param("run", run.runKey()).update() == 0) {
            return false;
        }
        audit.add(AuditLog.Deed.of(actor, "run.release").onRun(run.dagId(), run.runId()));
        return true;
    }
}
