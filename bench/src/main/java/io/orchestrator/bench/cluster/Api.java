package io.orchestrator.bench.cluster;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the API of a server. Thread-safe. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The common mapper leaves nulls out of records; in a map of ours a null is meant. */
    private static final JsonMapper WITH_NULLS = JsonMapper.builder().build();

    private final URI base;
    private final @Nullable String token;
    private final @Nullable String key;

    private Api(URI base, @Nullable String token, @Nullable String key) {
        this.base = base;
        this.token = token;
        this.key = key;
    }

    static Api anonymous(URI base) {
        return new Api(base, null, null);
    }

    Api login(String user, String password) throws IOException, InterruptedException {
        Answer answer = post("/auth/token", Map.of("username", user, "password", password));
        if (answer.status() != 201) {
            throw new IOException(
                    "the login of %s was answered with %d: %s".formatted(user, answer.status(), answer.body()));
        }
        return new Api(base, answer.json().get("access_token").stringValue(), null);
    }

    /** The same user at another server: all of them know the token. */
    public Api at(ServerProcess server) {
        return new Api(server.url(), token, key);
    }

    /** The same, each request with this idempotency key. */
    Api withKey(String idempotencyKey) {
        return new Api(base, token, idempotencyKey);
    }

    /** For programs that have a connection of their own. */
    public String token() {
        if (token == null) {
            throw new IllegalStateException("nobody has logged in");
        }
        return token;
    }

    /** An answer, its body not looked at yet. */
    public record Answer(int status, String body) {

        public JsonNode json() {
            return Json.MAPPER.readTree(body);
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** @param body what Jackson can write */
    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    /** @param body what Jackson can write */
    public Answer put(String path, Object body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    /** @param body what Jackson can write */
    public Answer patch(String path, Object body) throws IOException, InterruptedException {
        return send("PATCH", path, body);
    }

    /**
     * Asks for a run by hand without a logical date: 200 when it was created, 409 when it was there before.
     *
     * @param params what Jackson writes as an object
     */
    public Answer trigger(String dagId, String runId, Object params) throws IOException, InterruptedException {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("dag_run_id", runId);
        body.put("logical_date", null);
        body.put("conf", params);
        return post("/api/v2/dags/%s/dagRuns".formatted(dagId), body);
    }

    /** The state of a run, such as {@code running}. */
    public String runState(String dagId, String runId) throws IOException, InterruptedException {
        Answer answer = get("/api/v2/dags/%s/dagRuns/%s".formatted(dagId, runId));
        if (answer.status() != 200) {
            throw new IOException("run %s of %s: %d %s".formatted(runId, dagId, answer.status(), answer.body()));
        }
        return answer.json().get("state").stringValue();
    }

    /** Waits until a bundle with this DAG was taken up. */
    public void awaitDag(String dagId, Duration atMost) {
        Waiting.until(
                "The DAG " + dagId, atMost, () -> get("/api/v2/dags/" + dagId).status() == 200);
    }

    private Answer send(String method, String path, Object body) throws IOException, InterruptedException {
        String text = body instanceof String raw ? raw : WITH_NULLS.writeValueAsString(body);
        return send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(text)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return key == null ? request : request.header("Idempotency-Key", key);
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }
}
