package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.run.RunLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how long the runs of a DAG took and how late they started. */
@Component
class RunTimes {

    static final int RUNS = 100;

    private final JdbcClient database;

    RunTimes(JdbcClient database) {
        this.database = database;
    }

    /**
     * One run.
     *
     * @param took in seconds; null: it still runs
     * @param delay between when it was due and when it started, in seconds
     */
    record Point(
            String run,
            String href,
            String state,
            Instant at,
            @Nullable Double took,
            double delay) {

        public String tookPhrase() {
            return took == null ? "" : Durations.phrase(Duration.ofMillis(Math.round(took * 1000)));
        }

        public String delayPhrase() {
            return Durations.phrase(Duration.ofMillis(Math.round(delay * 1000)));
        }
    }

    /** The newest runs that have started, the oldest of them first. */
    List<Point> of(String dagId) {
        return database.sql(RunHistorySql.TIMES)
                .param("dag", dagId)
                .param("number", RUNS)
                .query((row, number) -> point(row))
                .list()
                .reversed();
    }

    private static Point point(ResultSet row) throws SQLException {
        var run = RunLine.of(row);
        double took = row.getDouble("took");
        return new Point(
                run.runId(),
                run.href(),
                run.state(),
                run.date(),
                run.endedAt() == null ? null : took,
                row.getDouble("delay"));
    }
}
