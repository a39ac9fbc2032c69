package io.orchestrator.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.s3.server.S3Server;
import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the server's API, and what is made of its answers. */
class ApiTest {

    @TempDir
    Path folder;

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer http;
    private Api api;
    private int status = 200;
    private String answer = "{}";
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = answers.getOrDefault(exchange.getRequestURI().getPath(), answer)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        http.start();
        api = new Api(URI.create("http://localhost:" + http.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void looksUpFeaturesByTheirKeys() throws Exception {
        answer = "{\"rows\": [{\"key\": \"JFK\", \"features\": {\"late_rate\": 0.25}}, {\"key\": \"LAX\"}]}";

        assertThat(new ApiFeatures(api, "token").find("all airports", List.of("JFK", "LAX")))
                .isEqualTo(Map.of("JFK", Map.of("late_rate", 0.25)));
        assertThat(asked)
                .containsExactly("POST /api/orchestrator/v1/features/all%20airports/get Bearer token"
                        + " {\"keys\":[\"JFK\",\"LAX\"]}");
    }

    @Test
    void tellsWhatTheServerRefuses() {
        status = 403;
        answer = "{\"detail\": \"Forbidden\"}";

        assertThatThrownBy(() -> new ApiFeatures(api, "token").find("airports", List.of("JFK")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the server answered 403")
                .hasMessageContaining("Forbidden");
    }

    @Test
    void remembersForAWhileWhoIsLetIn() throws Exception {
        var clients = new ApiClients(api, () -> now);

        assertThat(clients.mayAsk("good")).isTrue();
        status = 401;
        assertThat(clients.mayAsk("good")).isTrue();
        assertThat(clients.mayAsk("bad")).isFalse();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(clients.mayAsk("good")).isFalse();
        assertThat(asked).hasSize(3);
    }

    @Test
    void letsInWhomItKnowsWhileNoServerAnswers() throws Exception {
        var clients = new ApiClients(api, () -> now);
        assertThat(clients.mayAsk("good")).isTrue();
        http.stop(0);
        now = now.plus(Duration.ofMinutes(5));

        assertThat(clients.mayAsk("good")).isTrue();
        assertThatThrownBy(() -> clients.mayAsk("unknown")).isInstanceOf(IOException.class);
        now = now.plus(Duration.ofMinutes(10));
        assertThatThrownBy(() -> clients.mayAsk("good")).isInstanceOf(IOException.class);
    }

    @Test
    void findsTheChampionAndItsFileInTheLake() throws Exception {
        String sha256 = "ab".repeat(32);
        Path file = Files.createDirectories(folder.resolve("objects/ab")).resolve(sha256);
        var models = new ApiModels(api, "token", LakeFiles.open(folder.toString()));
        answers.put("/api/orchestrator/v1/datasets/late", "{\"tags\": [{\"tag\": \"champion\", \"number\": 3}]}");
        answers.put(
                "/api/orchestrator/v1/datasets/late/versions/3",
                "{\"meta\": {\"framework\": \"tribuo\"}, \"files\": [{\"name\": \"model.tribuo\", \"sha256\": \"x\"},"
                        + " {\"name\": \"model.onnx\", \"sha256\": \"" + sha256 + "\"}]}");

        assertThatThrownBy(() -> models.champion("late")).hasMessageContaining("is not in the lake");
        Files.writeString(file, "model");
        var version = models.champion("late").orElseThrow();

        assertThat(version).isEqualTo(new ModelSource.Version("late", 3, Map.of("framework", "tribuo"), file, sha256));
        assertThat(models.champion("late")).contains(version);
        assertThat(asked).hasSize(5).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void aLakeThatCannotBeOpenedSaysWhy() {
        assertThatThrownBy(() -> LakeFiles.open("unknown://bucket"))
                .hasMessage("nothing here can open lakes of unknown");
        assertThatThrownBy(() -> ServingSettings.read(
                        new String[] {"--lake", folder + "/missing"}, Map.of("ORCHESTRATOR_TOKEN", "t")))
                .hasMessageContaining("it is no folder");
    }

    @Test
    void servesFromABucketAsWorkersFillIt() throws Exception {
        var trained = new TrainedVersions(folder).train(1, true).version(1);
        try (var bucket = new S3Server(Files.createDirectory(folder.resolve("s3")))) {
            bucket.bucket("lake");
            DatasetStore.open(bucket.lake("lake"), getClass().getClassLoader())
                    .orElseThrow()
                    .put(trained.file(), trained.sha256());
            answers.put("/api/orchestrator/v1/datasets/late", "{\"tags\": [{\"tag\": \"champion\", \"number\": 1}]}");
            answers.put(
                    "/api/orchestrator/v1/datasets/late/versions/1",
                    Json.MAPPER.writeValueAsString(Map.of(
                            "meta",
                            trained.meta(),
                            "files",
                            List.of(Map.of(
                                    "name",
                                    "model.onnx",
                                    "sha256",
                                    trained.sha256(),
                                    "bytes",
                                    Files.size(trained.file()))))));

            var source = new ApiModels(
                    api, "token", LakeFiles.open(bucket.lake("lake").toString()));
            try (var models = new Models(source)) {
                double[] scores =
                        models.with("late", loaded -> loaded.score(List.of(Map.of("wind", 0.9, "hour", 0.5))));
                assertThat(scores[0]).isGreaterThan(0.5);
            }
            bucket.kill();
            assertThat(source.champion("late")).as("it was fetched").isPresent();
        }
    }

    @Test
    void aModelWithoutAChampionIsNone() throws Exception {
        answer = "{\"tags\": [{\"tag\": \"challenger\", \"number\": 3}]}";
        assertThat(new ApiModels(api, "token", LakeFiles.open(folder.toString())).champion("late"))
                .isEmpty();

        status = 404;
        assertThat(new ApiModels(api, "token", LakeFiles.open(folder.toString())).champion("late"))
                .isEmpty();
    }
}
