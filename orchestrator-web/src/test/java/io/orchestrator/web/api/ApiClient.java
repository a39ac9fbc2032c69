package io.orchestrator.web.api;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.ServerTestConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A program that uses the API. */
public final class ApiClient {

    private final HttpClient http;
    private final String base;
    private final @Nullable String token;

    private ApiClient(HttpClient http, String base, @Nullable String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    public static ApiClient anonymous(int port) {
        return new ApiClient(HttpClient.newHttpClient(), "http://localhost:" + port, null);
    }

    /** As the first user, who may do everything. */
    public static ApiClient admin(int port) throws IOException, InterruptedException {
        return anonymous(port).login("admin", ServerTestConfiguration.ADMIN_PASSWORD);
    }

    public ApiClient with(@Nullable String token) {
        return new ApiClient(http, base, token);
    }

    /** As somebody whom the server does not know. */
    public ApiClient anonymous() {
        return with(null);
    }

    public ApiClient login(String username, String password) throws IOException, InterruptedException {
        var answer = anonymous().post("/auth/token", Map.of("username", username, "password", password));
        return with(answer.json().get("access_token").stringValue());
    }

    /** An answer, its body not looked at yet. */
    public record Answer(int status, String body, String type) {
        public JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        public String detail() {
            return json().get("detail").toString();
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public Answer get(String path, String accept) throws IOException, InterruptedException {
        return send(request(path).header("Accept", accept).GET());
    }

    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(text(body))));
    }

    public Answer patch(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(text(body))));
    }

    public Answer send(String method, String path) throws IOException, InterruptedException {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body(),
                answer.headers().firstValue("content-type").orElse(""));
    }

    private static String text(Object body) {
        return body instanceof String raw ? raw : Json.MAPPER.writeValueAsString(body);
    }
}
