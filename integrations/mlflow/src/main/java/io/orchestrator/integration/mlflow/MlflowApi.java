package io.orchestrator.integration.mlflow;

import io.orchestrator.sdk.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to an MLflow server. */
final class MlflowApi {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final String PREFIX = "/api/2.0/mlflow/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_ERROR = 400;

    private final URI server;
    private final @Nullable String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** @throws IllegalArgumentException if the connection names no host */
    MlflowApi(Connection connection) {
        this.server = address(connection);
        this.authorization = authorization(connection);
    }

    private static URI address(Connection connection) {
        String host = connection.host();
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException(
                    "Connection '%s' names no host; give the one of the MLflow server".formatted(connection.id()));
        }
        String scheme = connection.schema() == null || connection.schema().isBlank() ? "http" : connection.schema();
        String port = connection.port() == null ? "" : ":" + connection.port();
        return URI.create(host.contains("://") ? host + port : scheme + "://" + host + port);
    }

    private static @Nullable String authorization(Connection connection) {
        if (connection.extra().get("token") instanceof String token) {
            return "Bearer " + token;
        }
        if (connection.login() == null) {
            return null;
        }
        String pair = connection.login() + ":" + (connection.password() == null ? "" : connection.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode get(String path, String... namesAndValues) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return send(path, request(path + query).GET());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(path, request(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + PREFIX + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private JsonNode send(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new MlflowException("No MLflow server answers at %s (%s)".formatted(server, e), e);
        }
        JsonNode json = json(path, answer);
        if (answer.statusCode() >= FIRST_ERROR) {
            String code = json.path("error_code").asString("");
            throw new MlflowException(
                    code,
                    "MLflow refuses %s with %d %s: %s"
                            .formatted(
                                    path,
                                    answer.statusCode(),
                                    code,
                                    json.path("message").asString(answer.body())));
        }
        return json;
    }

    private JsonNode json(String path, HttpResponse<String> answer) throws MlflowException {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new MlflowException(
                    "%s answered %d to %s with something that is no JSON; is it an MLflow server?"
                            .formatted(server, answer.statusCode(), path),
                    e);
        }
    }
}
