package io.orchestrator.dags.flights;

import io.orchestrator.dags.Native;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.Task;
import java.util.List;

/**
 * Learns from January to March which flights are more than 15 minutes late, and tries what it learned on April to June.
 *
 * <p>Tasks hand over the paths of Parquet files, not the rows. Each attempt writes into a folder of its own, so a repeated
 * attempt never meets what an earlier one left. The model is a dataset.
 */
public final class AiPipeline implements DagSource {

    /** How probable it is that a flight is late. */
    static final Dataset MODEL = Dataset.model("ai_pipeline.late");

    @Override
    public Dag dag() {
        return Dag.define("ai_pipeline", dag -> {
            dag.description("""
                            Learns from real flights of **January to March 2001** which ones are more than 15 minutes late, \
                            and tries it on **April to June**.

                            Parameter `work`: a folder for its files that every worker reaches; a folder below the \
                            user's cache unless set.
                            """).tags("example", "flights", "ai");
            dag.schedule(Cron.daily("UTC")).startingAt("2026-01-01").catchup(Catchup.LATEST);

            Task<RawFlights> raw = dag.task("ingest", Ingest::run);
            Task<CleanFlights> clean = dag.task("validate", Validate::run, raw);
            Task<Features> features = dag.task("transform", Transform::run, clean);
            Task<Learned> model = dag.task("train", Train::run, dag.write(MODEL), features);
            Task<Evaluation> evaluation = dag.task("evaluate", Evaluate::run, features, model, dag.read(MODEL));

            List.of(raw, clean, features, model, evaluation).forEach(Native::task);
        });
    }

    /**
     * @param files a Parquet file for each month
     */
    public record RawFlights(List<String> files, long rows) {}

    /**
     * @param file a Parquet file
     * @param faults what was found and taken out
     */
    public record CleanFlights(String file, long rows, Faults faults) {}

    /**
     * @param duplicates rows that are there before, in all columns
     * @param impossibleDelays more than an hour early, or more than twelve hours late
     */
    public record Faults(long duplicates, long impossibleDelays) {}

    /**
     * @param trainFile a Parquet file, January to March
     * @param testFile a Parquet file, April to June
     * @param lateRate how many of the flights from January to March are late, from 0 to 1
     */
    public record Features(String trainFile, long trainRows, String testFile, long testRows, double lateRate) {}

    /**
     * The model itself is the newest version of {@link #MODEL}.
     *
     * @param rows that it was learned from
     */
    public record Learned(long rows) {}

    /**
     * On flights that the model has not seen. AUC: how often a late flight gets a higher probability than one in time; 0.5 is
     * guessing. Log loss: smaller is better.
     */
    public record Evaluation(
            long rows,
            double modelAuc,
            double modelLogLoss,
            double baselineAuc,
            double baselineLogLoss,
            double constantLogLoss) {}
}
