package io.orchestrator.core.audit.jdbc;

import io.orchestrator.core.audit.AuditCheck;
import io.orchestrator.core.audit.AuditLink;
import io.orchestrator.core.audit.AuditVerdict;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Gives the events of the audit log their places in the chain, and looks through it. Events are written by many connections at
 * once, in the transactions of the deeds; were each to take its place there, those would wait for each other. So a pass every
 * few seconds appends what has come.
 */
public final class AuditChain {

    private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);
    private static final int STEP = 1000;

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked statement is tried again */
    public AuditChain(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    private record Placed(AuditLink link, String hash) {}

    private record Stored(AuditLink link, @Nullable String hash) {
        /** A link stays when somebody removes its event. */
        boolean isThere() {
            return link.facts().getFirst() != null;
        }
    }

    private record End(long seq, String hash) {}

    /** Appends what waits; gives how many events that were. What could not be done now waits for the next pass. */
    public int pass() {
        int appended = 0;
        int step;
        do {
            step = step();
            appended += step;
        } while (step == STEP);
        return appended;
    }

    private int step() {
        try {
            return database.inTransaction("append to the audit chain", AuditChain::append);
        } catch (DataAccessException failure) {
            LOG.warn("Could not append to the audit chain ({}); the next pass tries again", failure.getMessage());
            return 0;
        }
    }

    private static int append(Connection connection) throws SQLException {
        boolean mine = Database.list(connection, AuditChainSql.TRY_LOCK, none -> {}, row -> row.bool("mine"))
                .getFirst();
        if (!mine) {
            return 0;
        }
        List<Stored> waiting = Database.list(
                connection, AuditChainSql.WAITING, statement -> statement.setInt(1, STEP), AuditChain::stored);
        if (waiting.isEmpty()) {
            return 0;
        }
        End end = end(connection);
        List<Placed> placed = new ArrayList<>();
        for (Stored event : waiting) {
            AuditLink link = new AuditLink(
                    end.seq() + 1, event.link().number(), event.link().facts());
            end = new End(link.seq(), link.hash(end.hash()));
            placed.add(new Placed(link, end.hash()));
        }
        Database.update(
                connection,
                AuditChainSql.PLACE,
                Columns.of(placed)
                        .bigint(one -> one.link().number())
                        .bigint(one -> one.link().seq())
                        .text(Placed::hash));
        Database.update(
                connection,
                AuditChainSql.DELETE_WAITING,
                Columns.of(placed).bigint(one -> one.link().number()));
        return placed.size();
    }

    private static End end(Connection connection) throws SQLException {
        return Database.find(
                        connection, AuditChainSql.LAST, none -> {}, row -> new End(row.bigint("seq"), row.text("hash")))
                .orElse(new End(0, AuditLink.BEGIN));
    }

    /**
     * Looks through the whole chain.
     *
     * @param noted hashes that were noted elsewhere, by their places
     */
    public AuditVerdict verify(Map<Long, String> noted) {
        AuditCheck check = new AuditCheck(noted);
        long after = 0;
        List<Stored> stretch;
        boolean sound = true;
        do {
            long from = after;
            stretch = database.run(
                    "read the audit chain",
                    connection -> Database.list(
                            connection,
                            AuditChainSql.STRETCH,
                            statement -> {
                                statement.setLong(1, from);
                                statement.setInt(2, STEP);
                            },
                            AuditChain::stored));
            for (Stored event : stretch) {
                sound = sound
                        && (event.isThere() ? check.take(event.link(), String.valueOf(event.hash())) : check.missing());
                after = event.link().seq();
            }
        } while (sound && stretch.size() == STEP);
        return check.verdict(waiting());
    }

    private long waiting() {
        return database.run(
                        "count what waits for the audit chain",
                        connection -> Database.list(
                                connection, AuditChainSql.COUNT_WAITING, none -> {}, row -> row.bigint("waiting")))
                .getFirst();
    }

    /** Its place, if it has one yet, or 0. */
    private static Stored stored(Row row) throws SQLException {
        String hash = row.textOrNull("hash");
        List<@Nullable String> facts = Arrays.asList(
                row.textOrNull("id"),
                row.textOrNull("at"),
                row.textOrNull("actor"),
                row.textOrNull("action"),
                row.textOrNull("dag_id"),
                row.textOrNull("run_id"),
                row.textOrNull("task_id"),
                row.textOrNull("detail"));
        return new Stored(new AuditLink(hash == null ? 0 : row.bigint("seq"), row.bigint("number"), facts), hash);
    }
}
