package io.orchestrator.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.cluster.ClassBundle;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.postgres.LoopbackPort;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The serving process beside a true server, worker and lake: champions that tasks have registered, and features from the server. */
class RealServerTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DATASETS = "/api/orchestrator/v1/datasets/";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path temporary;

    private Path lake = Path.of("");
    private URI server = URI.create("");
    private URI serving = URI.create("");
    private String token = "";

    @Test
    @Timeout(value = 9, unit = TimeUnit.MINUTES)
    void championsOfTheServerServeWithItsFeaturesAndPredictionsBecomeADataset() throws Exception {
        ServerAccount.current().letThrough(temporary);
        lake = temporary.resolve("lake");
        TrainedVersions models = new TrainedVersions(Files.createDirectory(temporary.resolve("models")))
                .train(1, true)
                .train(2, false);
        ClusterSettings settings = ClusterSettings.in(temporary.resolve("cluster"))
                .with(new ClusterSettings.Servers(1, QUICK, Map.of()))
                .with(new ClusterSettings.Workers(1, QUICK, Map.of("slots", "1", "lake", lake.toString())));
        try (Cluster cluster = Cluster.start(settings)) {
            server = cluster.servers().getFirst().url();
            token = login();
            try (ClassBundle bundle = ClassBundle.in(cluster.dropBox(), "models")) {
                bundle.add(ModelDag.class).add(PredictionsDag.class);
            }
            cluster.api().awaitDag("register_model", PATIENCE);
            cluster.api().awaitDag("collect_predictions", PATIENCE);
            post(
                    server,
                    "/api/orchestrator/v1/features/airports/online",
                    Map.of(
                            "ttl_seconds",
                            604_800,
                            "rows",
                            List.of(Map.of(
                                    "key",
                                    "JFK",
                                    "event_ts",
                                    Instant.now().toString(),
                                    "features",
                                    Map.of("wind", 0.9, "hour", 0.5)))));

            register(cluster, models.version(1));
            promote(1);
            Process process = serve();
            try {
                assertThat(predicted(1).path("predictions").path(0).doubleValue())
                        .isGreaterThan(0.5);
                register(cluster, models.version(2));
                assertThat(predicted(1).path("version").longValue()).isEqualTo(1);
                promote(2);
                assertThat(predicted(2).path("predictions").path(0).doubleValue())
                        .isLessThan(0.5);
            } finally {
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            collect(cluster);
        }
    }

    private String login() throws IOException, InterruptedException {
        String password =
                Files.readString(temporary.resolve("cluster/admin-password")).strip();
        return post(server, "/auth/token", Map.of("username", "admin", "password", password))
                .path("access_token")
                .stringValue();
    }

    private void register(Cluster cluster, ModelSource.Version version) throws Exception {
        Path folder = Objects.requireNonNull(version.file().getParent());
        Files.writeString(folder.resolve(ModelDag.META), Json.MAPPER.writeValueAsString(version.meta()));
        run(cluster, "register_model", "version-" + version.number(), Map.of("folder", folder.toString()));
    }

    private static void run(Cluster cluster, String dagId, String runId, Map<String, ?> params) throws Exception {
        assertThat(cluster.api().trigger(dagId, runId, params).status()).isEqualTo(200);
        Waiting.until(
                "the end of " + runId,
                PATIENCE,
                () -> !List.of("queued", "running").contains(cluster.api().runState(dagId, runId)));
        assertThat(cluster.api().runState(dagId, runId)).as(runId).isEqualTo("success");
    }

    private void promote(long number) throws IOException, InterruptedException {
        send(server, "PUT", DATASETS + "late/tags/champion", Map.of("number", number));
    }

    /** The process as {@code orchestrator serve} starts it. */
    private Process serve() throws IOException {
        int port = LoopbackPort.free();
        serving = URI.create("http://127.0.0.1:" + port);
        Path tokenFile = Files.writeString(temporary.resolve("token"), token);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                ServingMain.class.getName(),
                "--server",
                server.toString(),
                "--token-file",
                tokenFile.toString(),
                "--lake",
                lake.toString(),
                "--spool",
                temporary.resolve("spool").toString(),
                "--port",
                Integer.toString(port),
                "--poll",
                "1");
        // ONNX Runtime cannot bear a long command line.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.redirectErrorStream(true)
                .redirectOutput(temporary.resolve("serving.log").toFile())
                .start();
    }

    /** Asks by a key until a version answers. */
    private JsonNode predicted(long version) {
        List<JsonNode> answers = new ArrayList<>();
        Waiting.until("a prediction of version " + version, PATIENCE, () -> {
            answers.add(post(serving, "/models/late/predict", Map.of("keys", List.of("JFK"))));
            return answers.getLast().path("version").longValue() == version;
        });
        return answers.getLast();
    }

    private void collect(Cluster cluster) throws Exception {
        run(
                cluster,
                "collect_predictions",
                "collect",
                Map.of("spool", temporary.resolve("spool").toString()));
        List<Long> versions = new ArrayList<>();
        for (JsonNode file :
                send(server, "GET", DATASETS + "predictions/versions/1", null).path("files")) {
            String sha256 = file.path("sha256").stringValue();
            Path object =
                    lake.resolve("objects").resolve(sha256.substring(0, 2)).resolve(sha256);
            for (String line : Files.readAllLines(object)) {
                JsonNode row = Json.MAPPER.readTree(line);
                assertThat(row.path("key").stringValue()).isEqualTo("JFK");
                versions.add(row.path("version").longValue());
            }
        }
        assertThat(versions).contains(1L, 2L);
    }

    private JsonNode post(URI to, String path, Object body) throws IOException, InterruptedException {
        return send(to, "POST", path, body);
    }

    /** @throws IOException also if it is refused */
    private JsonNode send(URI to, String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to.resolve(path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer.body().isEmpty() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(answer.body());
    }
}
