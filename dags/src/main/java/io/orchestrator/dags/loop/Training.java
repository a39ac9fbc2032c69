package io.orchestrator.dags.loop;

import io.orchestrator.dags.Native;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.ml.Challenger;
import io.orchestrator.integration.ml.Evaluation;
import io.orchestrator.integration.ml.OnnxModel;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.integration.ml.TrainedModel;
import io.orchestrator.integration.ml.XgBoostTrainer;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Learns from all that is there but the last week, and tries on that week both what was learned and the model that guesses now. The
 * better one is the champion from the moment that it is published.
 */
public final class Training implements DagSource {

    /** In a model's meta: the end of the newest month that it has learned from. */
    static final String LEARNED_UNTIL = "learned_until";

    private static final String LAST_WEEK = "\"date\" >= (SELECT max(\"date\") - INTERVAL 7 DAY FROM features)";

    @Override
    public Dag dag() {
        return Dag.define("flights_train", dag -> {
            dag.description("""
                            Boosted trees that say how probable a delay of more than 15 minutes is. `flights_drift` starts it; \
                            a person can, too.
                            """).tags("example", "flights", "loop").maxActiveRuns(1);
            Native.task(dag.action(
                    "train",
                    Training::train,
                    dag.write(LoopData.MODEL),
                    dag.read(LoopData.FEATURES),
                    dag.readIfAny(LoopData.MODEL, LoopData.CHAMPION)));
        });
    }

    static void train(TaskContext context, Staging staging, DatasetVersion features, Optional<DatasetVersion> champion)
            throws SQLException, IOException {
        try (DuckDb duckDb = DuckDb.open(context)) {
            Flights.open(duckDb, features);
            Samples known = Flights.samples(duckDb, "NOT " + LAST_WEEK);
            Samples held = Flights.samples(duckDb, LAST_WEEK);
            context.log().log(
                    Level.INFO,
                    "{0} flights to learn from, {1} of the last week to try it on",
                    known.size(),
                    held.size());
            try (TrainedModel model = XgBoostTrainer.usual().train(known, "late")) {
                Challenger.Decision decision = decide(model, known, held, champion);
                context.log().log(Level.INFO, decision.reason());
                model.stage(
                        staging,
                        Evaluation.of(model, held, known.rate()),
                        Map.of("dataset", features.dataset(), "version", features.number()));
                staging.meta("decision", decision.details());
                staging.meta(
                        LEARNED_UNTIL, Drifts.end(Flights.newestMonth(duckDb)).toString());
                staging.rows(known.size());
                staging.tag(decision.promote() ? LoopData.CHAMPION : LoopData.CHALLENGER);
            }
        }
    }

    private static Challenger.Decision decide(
            TrainedModel model, Samples known, Samples held, Optional<DatasetVersion> champion) {
        if (champion.isEmpty()) {
            return Challenger.usual().decideFirst(model, known.rate(), held);
        }
        try (OnnxModel current = OnnxModel.of(champion.get())) {
            return Challenger.usual().decide(model, current, held);
        }
    }
}
