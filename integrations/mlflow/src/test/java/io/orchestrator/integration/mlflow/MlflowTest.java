package io.orchestrator.integration.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.DatasetVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlflowTest {

    private static final String MISSING =
            "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no such thing\"}";

    private final List<String> asked = new ArrayList<>();
    private final List<String> logins = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer http;
    private MlflowMirror mirror;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add("%s %s %s"
                        .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body)
                        .strip());
                logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                var answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "{}");
                exchange.sendResponseHeaders(answer.contains("error_code") ? 400 : 200, answer.length());
                exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        });
        http.start();
        mirror = new MlflowMirror(connection(Map.of()), "flights");
        answer("runs/create", "{\"run\": {\"info\": {\"run_id\": \"r1\"}}}");
        answer("experiments/create", "{\"experiment_id\": \"7\"}");
        answer("experiments/get-by-name", MISSING);
        answer("model-versions/create", "{\"model_version\": {\"version\": \"1\"}}");
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private Connection connection(Map<String, Object> extra) {
        return new Connection(
                "mlflow", "mlflow", "localhost", http.getAddress().getPort(), "ada", "secret", null, Map.copyOf(extra));
    }

    private void answer(String path, String json) {
        answers.put("/api/2.0/mlflow/" + path, json);
    }

    private static DatasetVersion version(Set<String> tags) {
        return new DatasetVersion(
                "late",
                3,
                List.of(),
                -1,
                List.of(),
                Map.of(
                        "framework", "xgboost",
                        "params", Map.of("eta", 0.2, "rounds", 30),
                        "metrics", Map.of("auc", 0.67, "log_loss", 0.451)),
                tags,
                Instant.ofEpochMilli(1_700_000_000_000L),
                "manual-1");
    }

    @Test
    void writesRunModelVersionAndAliases() throws Exception {
        assertThat(mirror.write(version(Set.of("champion", "mine")))).isEqualTo(new MlflowMirror.Mirrored("r1", "1"));

        var tags = "\"tags\":[{\"key\":\"orchestrator.version\",\"value\":\"late:3\"},"
                + "{\"key\":\"orchestrator.run_id\",\"value\":\"manual-1\"},"
                + "{\"key\":\"orchestrator.framework\",\"value\":\"xgboost\"}]}";
        assertThat(asked)
                .containsExactly(
                        "GET /api/2.0/mlflow/model-versions/search?filter=name%3D%27late%27&max_results=200&page_token=",
                        "GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=flights",
                        "POST /api/2.0/mlflow/experiments/create {\"name\":\"flights\"}",
                        "POST /api/2.0/mlflow/runs/search {\"experiment_ids\":[\"7\"],"
                                + "\"filter\":\"tags.`orchestrator.version` = 'late:3'\",\"max_results\":1}",
                        "POST /api/2.0/mlflow/runs/create {\"experiment_id\":\"7\",\"run_name\":\"late:3\","
                                + "\"start_time\":1700000000000," + tags,
                        "POST /api/2.0/mlflow/runs/log-batch {\"run_id\":\"r1\",\"metrics\":["
                                + "{\"key\":\"auc\",\"value\":0.67,\"timestamp\":1700000000000,\"step\":0},"
                                + "{\"key\":\"log_loss\",\"value\":0.451,\"timestamp\":1700000000000,\"step\":0}],"
                                + "\"params\":[{\"key\":\"eta\",\"value\":\"0.2\"},{\"key\":\"rounds\",\"value\":\"30\"}]}",
                        "POST /api/2.0/mlflow/runs/update"
                                + " {\"run_id\":\"r1\",\"status\":\"FINISHED\",\"end_time\":1700000000000}",
                        "POST /api/2.0/mlflow/registered-models/create {\"name\":\"late\"}",
                        "POST /api/2.0/mlflow/model-versions/create {\"name\":\"late\","
                                + "\"source\":\"orchestrator:/datasets/late/versions/3\",\"run_id\":\"r1\"," + tags,
                        "POST /api/2.0/mlflow/registered-models/alias"
                                + " {\"name\":\"late\",\"alias\":\"champion\",\"version\":\"1\"}");
        assertThat(Set.copyOf(logins)).containsExactly("Basic YWRhOnNlY3JldA==");
    }

    @Test
    void whatIsThereAlreadyGetsItsAliasesAlone() throws Exception {
        answer(
                "model-versions/search",
                "{\"model_versions\": [{\"version\": \"4\", \"run_id\": \"r0\", \"tags\": [{\"key\": \"orchestrator.version\","
                        + " \"value\": \"late:3\"}]}]}");

        assertThat(mirror.write(version(Set.of("challenger")))).isEqualTo(new MlflowMirror.Mirrored("r0", "4"));
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).contains("\"alias\":\"challenger\",\"version\":\"4\"");
    }

    @Test
    void goesOnWhereAnEarlierTryHasStopped() throws Exception {
        answer("experiments/get-by-name", "{\"experiment\": {\"experiment_id\": \"7\"}}");
        answer("runs/search", "{\"runs\": [{\"info\": {\"run_id\": \"r9\"}}]}");
        answer(
                "registered-models/create",
                "{\"error_code\": \"RESOURCE_ALREADY_EXISTS\", \"message\": \"it is there\"}");

        assertThat(mirror.write(version(Set.of())).runId()).isEqualTo("r9");
        assertThat(asked).noneMatch(request -> request.contains("runs/create"));
    }

    @Test
    void showsATokenWhereThereIsOne() throws Exception {
        new MlflowMirror(connection(Map.of("token", "t")), "flights").write(version(Set.of()));

        assertThat(Set.copyOf(logins)).containsExactly("Bearer t");
    }

    @Test
    void tellsWhatTheServerRefuses() {
        answer("model-versions/search", "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"not for you\"}");

        assertThatThrownBy(() -> mirror.write(version(Set.of())))
                .isInstanceOf(MlflowException.class)
                .hasMessage("MLflow refuses model-versions/search with 400 PERMISSION_DENIED: not for you");
    }

    @Test
    void saysThatNobodyAnswers() {
        http.stop(0);

        assertThatThrownBy(() -> mirror.write(version(Set.of())))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("No MLflow server answers at http://localhost:");
    }
}
