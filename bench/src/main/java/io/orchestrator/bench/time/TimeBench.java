package io.orchestrator.bench.time;

import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.ClusterSettings.Servers;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.time.dags.Past;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code bin/bench time}: what live runs feel of a large backfill, and thousands of DAGs that are due at the same second. It
 * reads the machine's clock, as the server and the database beside it do. Exit
 * status 0 when the figures are as they should be, 1 when not, 2 when it could not be done.
 */
public final class TimeBench {

    private static final String USAGE = """
            usage: bench time [--only shares|herd] [--backfill RUNS] [--dags DAGS] [--seconds SECONDS]

              shares   how late live runs start, without and with a backfill of so many runs (50000) under way;
                       each for so many seconds (60)
              herd     so many DAGs (5000) are due at the same second: when their runs are there, and how soon
                       the API answers meanwhile
            """;

    private static final Duration DEPLOYED = Duration.ofMinutes(5);
    private static final Instant FIRST_DATE = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant FAR_OFF = Instant.parse("2100-01-01T00:00:00Z");
    private static final int WARM_RUNS = 300;
    private static final int LIVE_DAGS = 10;
    private static final List<String> PARTS = List.of("shares", "herd");
    private static final long EVERY_MILLIS = 100;
    private static final double MOST_GROWTH = 1.2;
    private static final double MOST_MADE_MILLIS = 10_000;
    private static final double MOST_ANSWER_MILLIS = 500;

    private final Map<String, String> options;
    private boolean right = true;

    private TimeBench(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            TimeBench bench = new TimeBench(options(arguments));
            bench.run();
            return bench.right ? 0 : 1;
        } catch (IllegalArgumentException | ClusterFailed failure) {
            System.err.println(failure.getMessage());
        } catch (Exception failure) {
            System.err.println("bench: it broke off: " + failure);
        }
        return 2;
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options =
                new HashMap<>(Map.of("--only", "", "--backfill", "50000", "--dags", "5000", "--seconds", "60"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !options.containsKey(arguments[i])) {
                throw new IllegalArgumentException(USAGE);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        String only = Objects.requireNonNull(options.get("--only"));
        if (!only.isEmpty() && !PARTS.contains(only)) {
            throw new IllegalArgumentException("there is no part %s%n%n%s".formatted(only, USAGE));
        }
        return options;
    }

    private int number(String option) {
        try {
            return Integer.parseInt(option(option));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is %s; expected a number".formatted(option, option(option)), e);
        }
    }

    private String option(String name) {
        return Objects.requireNonNull(options.get(name));
    }

    private void run() throws Exception {
        String only = option("--only");
        for (String part : PARTS) {
            if (only.isEmpty() || only.equals(part)) {
                Path folder = Files.createTempDirectory("orchestrator-bench-");
                ServerAccount.current().letThrough(folder);
                try (Cluster cluster = Cluster.start(settings(folder));
                        Connection connection = cluster.database().connect()) {
                    if (part.equals("shares")) {
                        shares(cluster, new Figures(connection));
                    } else {
                        herd(cluster, new Figures(connection));
                    }
                }
                delete(folder);
            }
        }
    }

    private static ClusterSettings settings(Path folder) {
        return ClusterSettings.in(folder)
                .with(new Servers(1, List.of("-Xmx1g"), Map.of("orchestrator.bundles.describe-timeout", "120s")));
    }

    // ---- shares

    private void shares(Cluster cluster, Figures figures) throws Exception {
        TimeBundle.dropShares(cluster.dropBox(), LIVE_DAGS);
        Waiting.until("%d live DAGs".formatted(LIVE_DAGS), DEPLOYED, () -> figures.there("live%") == LIVE_DAGS);
        cluster.api().awaitDag(Past.ID, DEPLOYED);
        Instant first = Instant.now();
        Waiting.until(
                "%d live runs".formatted(WARM_RUNS),
                DEPLOYED,
                () -> figures.delays(first, FAR_OFF).size() >= WARM_RUNS);
        List<Double> alone = measure(figures);
        report("live runs alone: first task began after", alone);

        backfill(cluster.api());
        // Half of them at once: the rest is being made meanwhile.
        Waiting.until("half of the backfill's runs", DEPLOYED, () -> figures.open(Past.ID) > number("--backfill") / 2);
        int before = figures.open(Past.ID);
        List<Double> beside = measure(figures);
        int after = figures.open(Past.ID);
        report("beside a backfill with %,d to %,d runs active".formatted(before, after), beside);

        double growth = Figures.percentile(beside, 99) / Figures.percentile(alone, 99);
        say("p99 is %.2f times what it was, at most %.2f is wanted".formatted(growth, MOST_GROWTH));
        right &= growth <= MOST_GROWTH && after > 0;
    }

    private void backfill(Api api) throws IOException, InterruptedException {
        Instant last = FIRST_DATE.plus(number("--backfill") - 1L, ChronoUnit.HOURS);
        Api.Answer answer = api.post(
                "/api/v2/backfills",
                Map.of(
                        "dag_id", Past.ID,
                        "from_date", FIRST_DATE.toString(),
                        "to_date", last.toString(),
                        "max_active_runs", number("--backfill"),
                        "dag_run_conf", Map.of()));
        if (answer.status() != 200) {
            throw new IOException("the backfill was answered with %d: %s".formatted(answer.status(), answer.body()));
        }
    }

    private List<Double> measure(Figures figures) throws Exception {
        Instant from = Instant.now();
        Instant until = from.plusSeconds(number("--seconds"));
        Waiting.until(
                "the end",
                DEPLOYED.plusSeconds(number("--seconds")),
                () -> Instant.now().isAfter(until));
        Waiting.until("The first task of each live run", DEPLOYED, () -> figures.begun(from, until));
        return figures.delays(from, until);
    }

    // ---- herd

    private void herd(Cluster cluster, Figures figures) throws Exception {
        int count = number("--dags");
        TimeBundle.dropHerd(cluster.dropBox(), count);
        Waiting.until("%d DAGs".formatted(count), DEPLOYED, () -> figures.there("herd%") == count);
        Instant slot = nextSlot(Instant.now().plusSeconds(20));
        say("%,d DAGs are there and due at %s".formatted(count, slot));
        List<Double> answers =
                asked(cluster.api(), slot, () -> figures.made(slot).size() == count);
        Collections.sort(answers);
        report("their runs were made after", figures.made(slot));
        report("meanwhile a list of DAGs was answered within", answers);
        double last = figures.made(slot).getLast();
        say("the last was made after %.1f s, at most %.0f s is wanted".formatted(last / 1000, MOST_MADE_MILLIS / 1000));
        right &= last <= MOST_MADE_MILLIS && Figures.percentile(answers, 99) <= MOST_ANSWER_MILLIS;
    }

    /** How long a list of DAGs took, asked for ten times a second from just before an instant until something holds. */
    private static List<Double> asked(Api api, Instant slot, Callable<Boolean> over) throws Exception {
        List<Double> answers = new CopyOnWriteArrayList<>();
        try (ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> asking = clockwork.scheduleAtFixedRate(
                    () -> answers.add(ask(api)),
                    Duration.between(Instant.now(), slot.minusSeconds(1)).toMillis(),
                    EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
            Waiting.until("The runs of all DAGs", DEPLOYED, over);
            if (asking.state() == Future.State.FAILED) {
                throw new ClusterFailed("a list of DAGs could not be had", asking.exceptionNow());
            }
            clockwork.shutdownNow();
        }
        return new ArrayList<>(answers);
    }

    private static Instant nextSlot(Instant after) {
        long step = Duration.ofMinutes(3).toSeconds();
        return Instant.ofEpochSecond((after.getEpochSecond() / step + 1) * step);
    }

    private static double ask(Api api) {
        long begun = System.nanoTime();
        try {
            Api.Answer answer = api.get("/api/v2/dags?limit=50");
            if (answer.status() == 200) {
                return (System.nanoTime() - begun) / 1e6;
            }
            throw new ClusterFailed("the DAGs were answered with %d: %s".formatted(answer.status(), answer.body()));
        } catch (IOException | InterruptedException failure) {
            throw new ClusterFailed("the DAGs were not answered: " + failure, failure);
        }
    }

    private static void report(String what, List<Double> millis) {
        if (millis.isEmpty()) {
            throw new ClusterFailed("%s: nothing was measured".formatted(what));
        }
        say("%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms (%,d)"
                .formatted(
                        what,
                        Figures.percentile(millis, 50),
                        Figures.percentile(millis, 99),
                        millis.getLast(),
                        millis.size()));
    }

    private static void say(String line) {
        System.out.println(String.format(Locale.ROOT, "bench: %s", line));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
