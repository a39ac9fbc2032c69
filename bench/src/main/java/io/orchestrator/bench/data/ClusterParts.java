package io.orchestrator.bench.data;

import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.ClusterSettings.Servers;
import io.orchestrator.bench.cluster.ClusterSettings.Workers;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.data.dags.Plain;
import io.orchestrator.bench.data.dags.Publishing;
import io.orchestrator.bench.data.dags.Train;
import io.orchestrator.bench.engine.Numbers;
import io.orchestrator.bench.yardstick.Access;
import io.orchestrator.bench.yardstick.Yardstick;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import io.orchestrator.bench.yardstick.Yardsticks;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts that need a server, a worker and a lake, each a process or folder of its own. */
final class ClusterParts implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WARMING = 10_000;
    private static final int REQUESTS = 5_000;

    private static final int ENTITIES = 10_000;
    private static final int ENTITIES_AT_ONCE = 2_000;
    private static final String VIEW = "/api/orchestrator/v1/features/airports";

    private static final Duration YARDSTICK = Duration.ofSeconds(2);
    private static final int WARM_RUNS = 20;
    private static final String TOOK = """
            SELECT extract(epoch FROM ended_at - started_at) * 1000 FROM dag_run
             WHERE dag_id = ? AND run_id = ? AND state = 'success'""";

    private final Path folder;
    private final Path lake;
    private final Cluster cluster;

    private ClusterParts(Path folder, Path lake, Cluster cluster) {
        this.folder = folder;
        this.lake = lake;
        this.cluster = cluster;
    }

    static ClusterParts start() throws IOException {
        Path folder = Files.createTempDirectory("orchestrator-bench-");
        ServerAccount.current().letThrough(folder);
        Path lake = folder.resolve("lake");
        ClusterSettings settings = ClusterSettings.in(folder.resolve("cluster"))
                .with(new Servers(1, List.of("-Xmx1g"), Map.of()))
                .with(new Workers(1, List.of(), Map.of("lake", lake.toString())));
        return new ClusterParts(folder, lake, Cluster.start(settings));
    }

    // ---- online

    /** Looks one entity of many up, over REST. */
    Asking.Times online() throws IOException, InterruptedException {
        for (int first = 0; first < ENTITIES; first += ENTITIES_AT_ONCE) {
            expect(cluster.api().post(VIEW + "/online", Map.of("rows", rows(first))));
        }
        SplittableRandom random = new SplittableRandom(1);
        return new Asking(
                        cluster.servers().getFirst().url().resolve(VIEW + "/get"),
                        cluster.api().token())
                .measure(
                        WARMING, REQUESTS, number -> "{\"keys\":[\"airport-%d\"]}".formatted(random.nextInt(ENTITIES)));
    }

    private static List<Map<String, Object>> rows(int first) {
        return IntStream.range(first, first + ENTITIES_AT_ONCE)
                .<Map<String, Object>>mapToObj(entity -> Map.of(
                        "key",
                        "airport-" + entity,
                        "event_ts",
                        "2026-01-01T00:00:00Z",
                        "features",
                        Map.of("late_rate", entity / 10_000.0, "flights", entity, "carrier", "B6")))
                .toList();
    }

    // ---- predict

    /** Asks the champion for one prediction. */
    Asking.Times predict() throws Exception {
        DataBundle.dropTraining(cluster.dropBox());
        cluster.api().awaitDag(Train.ID, PATIENCE);
        run(Train.ID, "train");
        expect(cluster.api()
                .put("/api/orchestrator/v1/datasets/%s/tags/champion".formatted(Train.MODEL), Map.of("number", 1)));
        SplittableRandom random = new SplittableRandom(1);
        return new Asking(
                        cluster.serve(lake).url().resolve("/models/%s/predict".formatted(Train.MODEL)),
                        cluster.api().token())
                .measure(
                        WARMING,
                        REQUESTS,
                        number -> "{\"instances\":[{\"wind\":%.3f,\"hour\":%.3f}]}"
                                .formatted(random.nextDouble(), random.nextDouble()));
    }

    // ---- commit

    /**
     * What publishing a version adds to a task.
     *
     * @param plain milliseconds for each task of a chain
     * @param publishing the same where each task publishes a version
     * @param commit how long one durable commit took, before and after
     */
    record Commit(double plain, double publishing, double commit) {

        double commits() {
            return (publishing - plain) / commit;
        }
    }

    Commit commit(int rounds) throws Exception {
        DataBundle.dropChains(cluster.dropBox());
        cluster.api().awaitDag(Plain.ID, PATIENCE);
        cluster.api().awaitDag(Publishing.ID, PATIENCE);
        chains("warm", WARM_RUNS);
        Yardsticks yardsticks = Yardsticks.prepare(
                new Access(
                        cluster.database().port(),
                        "orchestrator",
                        cluster.database().user(),
                        cluster.database().password()),
                YARDSTICK);
        Yardstick before = yardsticks.take(EnumSet.of(Kind.U1));
        List<double[]> millis = chains("measured", rounds);
        Yardstick after = yardsticks.take(EnumSet.of(Kind.U1));
        return new Commit(
                median(millis, 0), median(millis, 1), before.mean(after).commitMillis());
    }

    /** Runs of both, in turns: milliseconds for each task. */
    private List<double[]> chains(String name, int rounds) throws Exception {
        List<double[]> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String runId = name + "-" + round;
            millis.add(new double[] {run(Plain.ID, runId) / Plain.TASKS, run(Publishing.ID, runId) / Plain.TASKS});
        }
        return millis;
    }

    private static double median(List<double[]> rounds, int place) {
        return Numbers.median(
                rounds.stream().mapToDouble(millis -> millis[place]).toArray());
    }

    /** Runs a DAG and says how many milliseconds it took from its first decision to its last. */
    private double run(String dagId, String runId) throws Exception {
        expect(cluster.api().trigger(dagId, runId, Map.of()));
        Waiting.until("The end of run %s of %s".formatted(runId, dagId), PATIENCE, () -> {
            String state = cluster.api().runState(dagId, runId);
            if (state.equals("failed")) {
                throw new ClusterFailed("Run %s of %s failed.".formatted(runId, dagId));
            }
            return state.equals("success");
        });
        try (Connection connection = cluster.database().connect();
                PreparedStatement query = connection.prepareStatement(TOOK)) {
            query.setString(1, dagId);
            query.setString(2, runId);
            return number(query);
        }
    }

    private static double number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static void expect(Api.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new ClusterFailed("The server answered with %d: %s".formatted(answer.status(), answer.body()));
        }
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
