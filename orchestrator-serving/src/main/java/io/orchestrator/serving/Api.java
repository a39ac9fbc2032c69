package io.orchestrator.serving;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The server's REST API, as this process uses it. */
final class Api {

    static final int OK = 200;
    static final int NOT_FOUND = 404;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    Api(URI server) {
        this.server = server;
    }

    /** An answer that is neither a refusal nor a fault of the server is in {@code json}. */
    record Answer(int status, JsonNode json) {}

    /** @param body null: a GET */
    Answer send(String path, String token, @Nullable JsonNode body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        if (body != null) {
            request.POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), json(answer));
    }

    private JsonNode json(HttpResponse<String> answer) throws IOException {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException(
                    "%s answered %d with something that is no JSON".formatted(server, answer.statusCode()));
        }
    }

    /** What a server says that it refuses. */
    static IOException refusal(String what, Answer answer) {
        return new IOException("%s: the server answered %d: %s"
                .formatted(what, answer.status(), answer.json().path("detail")));
    }
}
