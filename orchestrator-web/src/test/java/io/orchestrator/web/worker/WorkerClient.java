package io.orchestrator.web.worker;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker's side of the protocol, as plain as can be. */
final class WorkerClient implements AutoCloseable {

    static final Register REGISTER =
            new Register(List.of(1), "worker-1", "host-1", 4711, "0.1.0", List.of("default"), List.of("gpu"), 4, 2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    WorkerClient(int port) {
        this.base = "http://localhost:%d/worker/v1".formatted(port);
    }

    HttpResponse<String> post(String path, @Nullable String token, Object body)
            throws IOException, InterruptedException {
        var text = body instanceof String raw ? raw : Json.MAPPER.writeValueAsString(body);
        return http.send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(text))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        return http.send(request(path, token).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> getBytes(String path, String token) throws IOException, InterruptedException {
        return http.send(request(path, token).GET().build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> delete(String path, String token) throws IOException, InterruptedException {
        return http.send(request(path, token).DELETE().build(), BodyHandlers.ofString());
    }

    Session register(String token) throws IOException, InterruptedException {
        return Json.MAPPER.readValue(post("/sessions", token, REGISTER).body(), Session.class);
    }

    static ProtocolError error(HttpResponse<String> response) {
        return Json.MAPPER.readValue(response.body(), ProtocolError.class);
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
