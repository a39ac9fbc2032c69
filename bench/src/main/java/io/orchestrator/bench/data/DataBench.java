package io.orchestrator.bench.data;

import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.feature.FeatureView;
import io.orchestrator.integration.duckdb.gx.GxResult;
import io.orchestrator.integration.duckdb.gx.GxSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code bin/bench data}: twelve expectations beside a full scan, a point-in-time join beside the same join without time to live and
 * ties, looking features up, predicting, and what publishing a version costs. Exit status 0 when the figures are as they should be, 1 when not, 2 when it could not be done.
 */
public final class DataBench {

    private static final String USAGE = """
            usage: bench data [--only PART] [--flights FILE] [--rounds ROUNDS]

              checks   twelve expectations over the flights of half a year (3,000,000 rows), beside reading all of them
              join     1,000,000 labels with 5,000,000 features as they were, beside the bare join
              online   one of 10,000 entities' features, looked up over REST
              predict  one prediction of a champion by the serving process
              commit   what publishing a version of a dataset adds to a task, in commits of the database
            FILE is flights-3m.parquet of the npm package vega-datasets; checks needs it
            """;

    private static final Set<String> PARTS = Set.of("", "checks", "join", "online", "predict", "commit");
    private static final DuckDb.Limits LIMITS = new DuckDb.Limits("3GB", 2);
    private static final double MOST_OF_SCAN = 2;
    private static final double MORE_MILLIS = 1000;
    private static final double MOST_OF_BARE_JOIN = 1.5;
    private static final double MOST_ONLINE_MILLIS = 1;
    private static final double MOST_PREDICT_MILLIS = 2;
    private static final double MOST_COMMITS = 5;

    private static final String SCAN =
            "SELECT max(\"date\"), max(delay), max(distance), max(origin), max(destination) FROM flights";

    private static final String BARE_JOIN = """
            CREATE OR REPLACE TABLE bare AS
            SELECT l.*, CASE WHEN f.at >= l.seen - INTERVAL 7 DAY THEN f.total END AS total,
                   CASE WHEN f.at >= l.seen - INTERVAL 7 DAY THEN f.mean END AS mean
              FROM labels l ASOF LEFT JOIN features f ON l.customer = f.customer AND l.seen >= f.at""";

    private static final String FEATURES = """
            CREATE TABLE features AS
            SELECT (hash(i) % 100000)::BIGINT AS customer,
                   TIMESTAMP '2001-01-01' + INTERVAL (hash(i + 7) % 15552000) SECOND AS at,
                   TIMESTAMP '2001-07-01' + INTERVAL (i % 1000) SECOND AS made,
                   (hash(i + 1) % 10000) / 100 AS total, (hash(i + 2) % 10000) / 100 AS mean
              FROM range(5000000) r(i)""";

    private static final String LABELS = """
            CREATE TABLE labels AS
            SELECT (hash(i + 3) % 100000)::BIGINT AS customer,
                   TIMESTAMP '2001-01-01' + INTERVAL (hash(i + 9) % 15552000) SECOND AS seen, i % 2 = 0 AS fraud
              FROM range(1000000) r(i)""";

    /** What is known of a customer; here only its columns matter. */
    record Spending(long customer, Instant at, Instant made, double total, double mean) {}

    private final Map<String, String> options;
    private boolean right = true;

    private DataBench(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            DataBench bench = new DataBench(options(arguments));
            bench.run();
            return bench.right ? 0 : 1;
        } catch (IllegalArgumentException | ClusterFailed wrong) {
            System.err.println(wrong.getMessage());
        } catch (Exception failure) {
            System.err.println("bench: it broke off: " + failure);
        }
        return 2;
    }

    private void run() throws Exception {
        if (takes("checks")) {
            checks();
        }
        if (takes("join")) {
            join();
        }
        if (takes("online") || takes("predict") || takes("commit")) {
            try (ClusterParts parts = ClusterParts.start()) {
                inACluster(parts);
            }
        }
    }

    private boolean takes(String part) {
        return option("--only").isEmpty() || option("--only").equals(part);
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options = new HashMap<>(Map.of("--only", "", "--flights", "", "--rounds", "5"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !options.containsKey(arguments[i])) {
                throw new IllegalArgumentException(USAGE);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        if (!PARTS.contains(options.get("--only"))) {
            throw new IllegalArgumentException("there is no part " + options.get("--only") + "\n\n" + USAGE);
        }
        return options;
    }

    private String option(String name) {
        return Objects.requireNonNull(options.get(name));
    }

    private int rounds() {
        return Integer.parseInt(option("--rounds"));
    }

    private void checks() throws Exception {
        if (option("--flights").isEmpty()) {
            throw new IllegalArgumentException("checks needs a file of flights: name it with --flights\n\n" + USAGE);
        }
        Path file = Path.of(option("--flights"));
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no file " + file + "; name it with --flights\n\n" + USAGE);
        }
        GxSuite suite = GxSuite.resource(DataBench.class, "flights-suite.json");
        try (DuckDb duckDb = DuckDb.open(LIMITS)) {
            duckDb.view("flights", List.of(file));
            GxResult[] result = new GxResult[1];
            Duel duel = Duel.of(rounds(), () -> duckDb.row(SCAN), () -> result[0] = suite.validate(duckDb, "flights"));
            say(result[0].summary());
            double most = MOST_OF_SCAN * duel.plainMillis() + MORE_MILLIS;
            say("checks: %s; at most %.0f ms are wanted"
                    .formatted(duel.words("full scan", suite.size() + " expectations"), most));
            right &= duel.oursMillis() < most;
        }
    }

    private void join() throws Exception {
        FeatureView<Spending, Spending> view = FeatureView.of("spending", Spending.class, Spending.class, row -> row)
                .entity("customer")
                .eventTime("at")
                .created("made")
                .ttl(Duration.ofDays(7))
                .build();
        String ours = "CREATE OR REPLACE TABLE ours AS " + view.history("labels", "seen", "features");
        try (DuckDb duckDb = DuckDb.open(LIMITS)) {
            duckDb.run(FEATURES);
            duckDb.run(LABELS);
            Duel duel = Duel.of(rounds(), () -> duckDb.run(BARE_JOIN), () -> duckDb.run(ours));
            double factor = duel.oursMillis() / duel.plainMillis();
            say("join: %s; %.2f times, at most %.2f is wanted"
                    .formatted(duel.words("bare", "with ties"), factor, MOST_OF_BARE_JOIN));
            long found = duckDb.count("SELECT count(total) FROM ours");
            long bare = duckDb.count("SELECT count(total) FROM bare");
            say("join: %,d labels of 1,000,000 have features, by the bare join %,d".formatted(found, bare));
            right &= factor < MOST_OF_BARE_JOIN && found == bare;
        }
    }

    private void inACluster(ClusterParts parts) throws Exception {
        if (takes("online")) {
            tell("online", parts.online(), MOST_ONLINE_MILLIS);
        }
        if (takes("predict")) {
            tell("predict", parts.predict(), MOST_PREDICT_MILLIS);
        }
        if (takes("commit")) {
            ClusterParts.Commit commit = parts.commit(rounds());
            say(String.format(
                    Locale.ROOT,
                    "commit: a task takes %.2f ms, with a version %.2f ms; %.1f commits of %.2f ms more, at most %.0f are wanted",
                    commit.plain(),
                    commit.publishing(),
                    commit.commits(),
                    commit.commit(),
                    MOST_COMMITS));
            right &= commit.commits() < MOST_COMMITS;
        }
    }

    private void tell(String part, Asking.Times times, double most) {
        say("%s: %s; a p50 of at most %.0f ms is wanted".formatted(part, times, most));
        right &= times.median() < most;
    }

    private static void say(String line) {
        System.out.println(String.format(Locale.ROOT, "bench: %s", line));
    }
}
