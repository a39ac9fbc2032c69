package io.orchestrator.dags.fraud;

import io.orchestrator.dags.Native;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Optional;

/** The batch of the Lambda architecture: counts everything anew each night. Its rows are made later than those of the slices that it knows. */
public final class Batch implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("fraud_batch", dag -> {
            dag.description("""
                            Counts all synthetic card payments anew and adds that to `fraud.lambda`, where it takes the place of what \
                            `fraud_slices` has counted quickly. Skips itself as long as no payments were read.
                            """).tags("example", "fraud").maxActiveRuns(1);
            dag.schedule(Cron.daily("UTC"));
            Native.task(
                    dag.action("recount", Batch::recount, dag.write(Payments.LAMBDA), dag.readIfAny(Payments.EVENTS)));
        });
    }

    private static void recount(TaskContext context, Staging features, Optional<DatasetVersion> events)
            throws SQLException {
        if (events.isEmpty()) {
            features.discard();
            throw new SkipException("no payments were read yet; unpause fraud_slices when there is a connection kafka");
        }
        try (CardDays days = CardDays.of(context, events.get())) {
            long rows = days.recount(features);
            context.log().log(Level.INFO, "Counted {0} days of cards anew", rows);
        }
    }
}
