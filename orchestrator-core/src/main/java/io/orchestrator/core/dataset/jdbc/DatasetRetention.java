package io.orchestrator.core.dataset.jdbc;

import io.orchestrator.core.jdbc.Database;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Takes away versions of datasets that are older than they are kept. What stays: the newest of each dataset, what has a tag, what
 * somebody holds, what a run that has not ended has seen, and what a version that adds to others consists of.
 */
public final class DatasetRetention {

    private static final String DELETE = """
            DELETE FROM dataset_version v
            USING dataset d, LATERAL (
                SELECT n.number, n.base FROM dataset_version n WHERE n.dataset = d.name AND n.number IS NOT NULL
                ORDER BY n.number DESC LIMIT 1) newest
            WHERE d.name = v.dataset AND v.number IS NOT NULL AND NOT v.held AND v.number < newest.base
              AND v.number <= newest.number - ?
              AND v.published_at < now() - make_interval(days => ?)
              AND NOT EXISTS (SELECT FROM dataset_tag t WHERE t.dataset = v.dataset AND t.number = v.number)
              AND NOT EXISTS (SELECT FROM run_dataset p JOIN dag_run r ON r.run_key = p.run_key
                  WHERE p.dataset = v.dataset AND p.number = v.number AND r.state IN ('queued', 'running'))""";

    private static final String DELETE_QUARANTINED = """
            DELETE FROM dataset_version WHERE state = 'quarantined' AND NOT held AND created_at < now() - make_interval(days => ?)""";

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked statement is tried again */
    public DatasetRetention(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    /**
     * Takes away what is neither among the newest nor young enough.
     *
     * @param versions how many of each dataset are kept however old they are
     * @param days how long a version is kept however many there are; also what is in quarantine, unless it is 0
     * @return how many went
     */
    public int pass(int versions, int days) {
        return database.inTransaction("take away old versions of datasets", connection -> {
            int gone = Database.update(connection, DELETE, statement -> {
                statement.setInt(1, versions);
                statement.setInt(2, days);
            });
            return days == 0
                    ? gone
                    : gone + Database.update(connection, DELETE_QUARANTINED, statement -> statement.setInt(1, days));
        });
    }
}
