package io.orchestrator.core.maintenance.jdbc;

import io.orchestrator.core.jdbc.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Makes the partitions that coming runs will lie in: windows of 30 days, counted from 1970, the present one and two more.
 *
 * <p>Where it comes too late, rows are in the default partitions already; they stay there, and nothing is wrong but that
 * they cannot be dropped as a whole.
 */
public final class RunPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(RunPartitions.class);

    static final int DAYS = 30;
    private static final int AHEAD = 2;

    /** See {@code db/README.md}: a run key is milliseconds, shifted. */
    private static final int RUN_KEY_SHIFT = 20;

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked statement is tried again */
    public RunPartitions(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    /**
     * Makes the windows that are missing. To be called at start, before the engine writes, and once a day.
     *
     * <p>Before the engine also because of plans: where the default partition is the only one, PostgreSQL 18 forgets that
     * scans are ruled out.
     *
     * @return how many windows were made; one that could not be made now is logged and waits for the next pass
     */
    public int pass(Instant now) {
        long window = Math.floorDiv(LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay(), DAYS);
        int made = 0;
        for (long next = window; next <= window + AHEAD; next++) {
            made += make(LocalDate.ofEpochDay(next * DAYS)) ? 1 : 0;
        }
        return made;
    }

    private boolean make(LocalDate start) {
        try {
            boolean made = database.inTransaction("make partitions", connection -> make(connection, start));
            if (made) {
                LOG.info("Made the partitions for runs of the {} days from {}", DAYS, start);
            }
            return made;
        } catch (DataAccessException failure) {
            LOG.warn(
                    "Could not make the partitions for runs of the {} days from {} ({}); the next pass tries again,"
                            + " until then such runs go to the default partitions",
                    DAYS,
                    start,
                    failure.getMessage());
            return false;
        }
    }

    private static boolean make(Connection connection, LocalDate start) throws SQLException {
        Database.update(connection, PartitionSql.WAIT_BRIEFLY, statement -> {});
        return Database.list(
                        connection,
                        PartitionSql.CREATE,
                        statement -> {
                            statement.setLong(1, firstKey(start));
                            statement.setLong(2, firstKey(start.plusDays(DAYS)));
                            statement.setString(3, start.format(DateTimeFormatter.BASIC_ISO_DATE));
                        },
                        row -> row.bool("created"))
                .getFirst();
    }

    static long firstKey(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << RUN_KEY_SHIFT;
    }
}
