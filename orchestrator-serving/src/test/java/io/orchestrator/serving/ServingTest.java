package io.orchestrator.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ServingTest {

    private static final String WINDY = "{\"instances\": [{\"wind\": 0.9, \"hour\": 0.5}]}";
    private static final Map<String, Map<String, Object>> ONLINE =
            Map.of("JFK", Map.of("wind", 0.95, "hour", 0.5, "planes", 7), "LAX", Map.of("wind", 0.05, "hour", 0.5));

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TrainedVersions versions;
    private Models models;
    private Spool spool;
    private ServingServer server;

    @BeforeEach
    void start() throws IOException {
        versions = new TrainedVersions(folder).train(1, true).train(2, false).promote(1);
        models = new Models(versions);
        spool = new Spool(folder.resolve("spool"), 1_000, Duration.ofHours(1));
        FeatureSource features = (view, keys) -> view.equals("airports") ? ONLINE : Map.of();
        server = ServingServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                models,
                new Predictions(models, features, spool, () -> Instant.parse("2026-01-01T00:00:00Z")),
                spool,
                "good"::equals);
    }

    @AfterEach
    void stop() {
        server.close();
        models.close();
        spool.close();
    }

    private record Answer(int status, JsonNode json) {

        double prediction(int place) {
            return json.get("predictions").get(place).doubleValue();
        }

        String detail() {
            return json.path("detail").asString();
        }
    }

    private Answer get(String path, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path, token);
    }

    private Answer predict(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), "/models/late/predict", "good");
    }

    private Answer send(HttpRequest.Builder request, String path, String token)
            throws IOException, InterruptedException {
        var answer = http.send(
                request.uri(URI.create("http://localhost:" + server.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        return new Answer(answer.statusCode(), Json.MAPPER.readTree(answer.body()));
    }

    @Test
    void answersWithTheChampionAndFollowsItWithoutARestart() throws Exception {
        var first = predict(WINDY);
        versions.promote(2);
        models.refresh();
        var second = predict(WINDY);

        assertThat(first.json().get("version").longValue()).isEqualTo(1);
        assertThat(first.json().get("output").stringValue()).isEqualTo("late");
        assertThat(first.prediction(0)).isGreaterThan(0.5);
        assertThat(second.json().get("version").longValue()).isEqualTo(2);
        assertThat(second.prediction(0)).isLessThan(0.5);
    }

    @Test
    void everyRequestIsAnsweredWholeWhileChampionsChange() throws Exception {
        predict(WINDY);
        var changing = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(5)) {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Callable<Integer> asks = () -> {
                    int wrong = 0;
                    for (int j = 0; j < 200; j++) {
                        var answer = predict(WINDY);
                        boolean delays = answer.prediction(0) > 0.5;
                        wrong += answer.json().get("version").longValue() == (delays ? 1 : 2) ? 0 : 1;
                    }
                    return wrong;
                };
                asked.add(threads.submit(asks));
            }
            threads.submit(() -> {
                for (long turn = 0; changing.get(); turn++) {
                    versions.promote(1 + turn % 2);
                    models.refresh();
                }
                return null;
            });
            try {
                for (var answers : asked) {
                    assertThat(answers.get()).isZero();
                }
            } finally {
                changing.set(false);
            }
        }
    }

    @Test
    void looksFeaturesUpByKeysAndTakesWhatTheRequestAdds() throws Exception {
        var both = predict("{\"keys\": [\"JFK\", \"LAX\"]}");
        var corrected = predict("{\"keys\": [\"JFK\"], \"instances\": [{\"wind\": 0.01}]}");
        var missing = predict("{\"keys\": [\"JFK\", \"BOS\"]}");

        assertThat(both.prediction(0)).isGreaterThan(0.5);
        assertThat(both.prediction(1)).isLessThan(0.5);
        assertThat(corrected.prediction(0)).isLessThan(0.5);
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.detail()).isEqualTo("The view 'airports' has no features of [BOS], or they have expired");
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(predict("{\"instances\": [{\"wind\": 0.9}]}").detail())
                .isEqualTo("instances[0]: The instance does not fit the model: 'hour' is missing; expected a number for"
                        + " each of [hour, wind]");
        assertThat(predict("{").status()).isEqualTo(400);
        assertThat(predict("{\"rows\": []}").detail()).contains("'rows' is not known");
        assertThat(predict("{\"instances\": []}").detail()).contains("0 instances and 0 keys");
        assertThat(predict("{\"instances\": [1]}").detail()).contains("instances[0] is 1; expected an object");
        assertThat(get("/models/other", "good").status()).isEqualTo(404);
        assertThat(get("/models/late/predict", "good").status()).isEqualTo(405);
        assertThat(get("/nothing", "good").status()).isEqualTo(404);
    }

    @Test
    void letsNobodyInWithoutAToken() throws Exception {
        assertThat(get("/models/late", "bad").status()).isEqualTo(401);
        assertThat(get("/health", "bad").status()).isEqualTo(200);
    }

    @Test
    void describesTheModelThatServes() throws Exception {
        var model = get("/models/late", "good").json();

        assertThat(model.get("version").longValue()).isEqualTo(1);
        assertThat(model.at("/signature/inputs/1/name").stringValue()).isEqualTo("wind");
        assertThat(model.get("framework").stringValue()).isEqualTo("tribuo");
    }

    @Test
    void whatServesGoesOnWhenTheNextCannotBeLoadedOrNobodyTells() throws Exception {
        predict(WINDY);
        Files.writeString(versions.version(2).file(), "damaged");
        versions.promote(2);
        models.refresh();

        assertThat(predict(WINDY).json().get("version").longValue()).isEqualTo(1);
        var health = get("/health", "good").json();
        assertThat(health.get("status").stringValue()).isEqualTo("degraded");
        assertThat(health.at("/models/late/fault").stringValue()).contains("version 2 of model 'late' is damaged");

        versions.unreachable = true;
        models.refresh();
        assertThat(predict(WINDY).status()).isEqualTo(200);
    }

    @Test
    void whatWasPredictedLiesInFilesThatAreWhole() throws Exception {
        predict("{\"keys\": [\"JFK\", \"LAX\"]}");
        predict(WINDY);
        spool.close();

        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            var lines = files.peek(file -> assertThat(file.toString()).endsWith(".jsonl"))
                    .flatMap(ServingTest::lines)
                    .map(Json.MAPPER::readTree)
                    .toList();
            assertThat(lines).hasSize(3);
            assertThat(lines).extracting(line -> line.path("key").asString("")).containsExactly("JFK", "LAX", "");
            assertThat(lines.getFirst().at("/instance/wind").doubleValue()).isEqualTo(0.95);
            assertThat(lines.getFirst().get("at").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
        }
        assertThat(spool.written()).isEqualTo(3);
        assertThat(spool.leftOut()).isZero();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
