package io.orchestrator.dags.loop;

import static io.orchestrator.integration.duckdb.drift.RetrainRule.retrainWhen;

import io.orchestrator.dags.Native;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.duckdb.drift.Drift;
import io.orchestrator.integration.duckdb.drift.DriftCondition;
import io.orchestrator.integration.duckdb.drift.DriftStatistic;
import io.orchestrator.integration.duckdb.drift.RetrainRule;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRun;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Watches each month for drift, and starts the training where that has gone too far, or nothing has been learned yet. */
public final class Drifts implements DagSource {

    private static final int YEAR = 2001;
    private static final int MOST_HISTORY = 100;

    /**
     * The real months lie up to 0.062 apart in their delays, halves of one month 0.005. Time is that of the data: of a year of
     * months that arrive in minutes, each is still a month.
     */
    static final RetrainRule RULE = retrainWhen(DriftCondition.ks("delay").above(0.05))
            .cooldown(Duration.ofDays(20))
            .budget(4, Duration.ofDays(365))
            .minimumSample(1000);

    private static final List<String> WATCHED = List.of("delay", "distance", "hour", "origin");

    @Override
    public Dag dag() {
        return Dag.define("flights_drift", dag -> {
            dag.description("""
                            Compares the newest month with the first one (Kolmogorov-Smirnov, PSI, chi-square) and starts \
                            `flights_train` by a rule. What it decided, and from which figures, stays in `flights.drift`.
                            """).tags("example", "flights", "loop").maxActiveRuns(1);
            dag.schedule(OnAssets.all(LoopData.FEATURES).latest());
            var retrain = Native.task(dag.task(
                    "compare",
                    Drifts::compare,
                    dag.write(LoopData.DRIFT),
                    dag.read(LoopData.FEATURES),
                    dag.history(LoopData.DRIFT, MOST_HISTORY),
                    dag.history(LoopData.MODEL, MOST_HISTORY)));
            dag.shortCircuit(retrain);
            dag.trigger("train", TriggerRun.of("flights_train")).after(retrain);
        });
    }

    static boolean compare(
            TaskContext context,
            Staging staging,
            DatasetVersion features,
            List<DatasetVersion> before,
            List<DatasetVersion> models)
            throws SQLException {
        try (DuckDb duckDb = DuckDb.open(context)) {
            Flights.open(duckDb, features);
            int month = Flights.newestMonth(duckDb);
            Instant until = end(month);
            List<DriftStatistic> statistics = Drift.from(
                            duckDb, "%s %d, month 1".formatted(features.dataset(), features.number()), Flights.month(1))
                    .of(YearMonth.of(YEAR, month).toString(), until, Flights.month(month), WATCHED);
            List<DriftStatistic> history = new ArrayList<>(statistics);
            before.forEach(version -> history.addAll(statistics(version)));
            RetrainRule.Decision decision = RULE.decide(
                    history,
                    models.stream()
                            .map(Drifts::learnedUntil)
                            .flatMap(Optional::stream)
                            .toList(),
                    until);
            boolean first = models.isEmpty();

            keep(duckDb, staging, statistics);
            staging.meta("month", month);
            staging.meta(
                    "statistics", statistics.stream().map(DriftStatistic::toMap).toList());
            staging.meta("decision", decision.toMap());
            staging.meta("retrain", first || decision.retrain());
            context.log().log(Level.INFO, first ? "There is no model yet" : decision.explanation());
            return first || decision.retrain();
        }
    }

    /** A row for each feature. */
    private static void keep(DuckDb duckDb, Staging staging, List<DriftStatistic> statistics) throws SQLException {
        String rows = statistics.stream()
                .map(statistic -> statistic.toMap().values().stream()
                        .map(Sql::literal)
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        String names = Sql.names(statistics.getFirst().toMap().keySet());
        duckDb.copyTo(staging, "SELECT * FROM (VALUES %s) AS statistic (%s)".formatted(rows, names));
    }

    /** When a month ends. */
    static Instant end(int month) {
        return YearMonth.of(YEAR, month).plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static List<DriftStatistic> statistics(DatasetVersion version) {
        List<DriftStatistic> statistics = new ArrayList<>();
        if (version.meta().get("statistics") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> map) {
                    statistics.add(DriftStatistic.of(texts(map)));
                }
            }
        }
        return statistics;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> texts(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static Optional<Instant> learnedUntil(DatasetVersion model) {
        return model.meta().get(Training.LEARNED_UNTIL) instanceof String text
                ? Optional.of(Instant.parse(text))
                : Optional.empty();
    }
}
