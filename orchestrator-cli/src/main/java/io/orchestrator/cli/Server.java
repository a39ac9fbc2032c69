package io.orchestrator.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The server's REST API. What it refuses becomes a {@link Failure} with its sentence. */
final class Server {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;

    private final Login login;
    private final HttpClient http;

    Server(Login login) {
        this.login = login;
        this.http = client(login.url());
    }

    private static HttpClient client(String url) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        if (!url.startsWith("https:")) {
            client.sslContext(new NoTls());
        }
        return client.build();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A part of an address, so that nothing in it is taken for more than a name. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Parameters; what is null is left out. */
    static String query(@Nullable Object... namesAndValues) {
        var query = new StringJoiner("&", "?", "");
        query.setEmptyValue("");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] instanceof Object value) {
                query.add(namesAndValues[i] + "=" + part(value.toString()));
            }
        }
        return query.toString();
    }

    JsonNode get(String path) {
        return json(send("GET", path, BodyPublishers.noBody(), "application/json"));
    }

    JsonNode post(String path, JsonNode body) {
        return json(send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json"));
    }

    JsonNode put(String path, JsonNode body) {
        return json(send("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json"));
    }

    JsonNode patch(String path, JsonNode body) {
        return json(send("PATCH", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json"));
    }

    void delete(String path) {
        send("DELETE", path, BodyPublishers.noBody(), "application/json");
    }

    JsonNode upload(String path, BodyPublisher content) {
        return json(send("PUT", path, content, "application/octet-stream"));
    }

    /** A file as it is. */
    byte[] download(String path) {
        try {
            var answer = http.send(request(path).timeout(PATIENCE).GET().build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw refusal(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** A stream of lines, one after the other as they come. */
    void lines(String path, String accept, Consumer<String> line) {
        var request = request(path).header("Accept", accept).GET().build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() >= FIRST_ERROR) {
                var text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
                throw refusal(answer.statusCode(), text);
            }
            try (var in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                in.lines().forEach(line);
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(login.url() + path));
        if (login.token() != null) {
            request.header("Authorization", "Bearer " + login.token());
        }
        return request;
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String type) {
        var request = request(path)
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw refusal(answer.statusCode(), answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return answer.body().isBlank() ? object() : JSON.readTree(answer.body());
    }

    private Failure unreachable(IOException why) {
        return new Failure(
                Failure.NO_SERVER,
                "No server answers at %s (%s). Start one, or say where it is: ORCHESTRATOR_URL, or orchestrator login --url"
                        .formatted(login.url(), why.getClass().getSimpleName()));
    }

    private static Failure interrupted() {
        Thread.currentThread().interrupt();
        return new Failure(Failure.NO_SERVER, "Interrupted");
    }

    private static Failure refusal(int status, String body) {
        var sentence = sentence(body);
        return switch (status) {
            case 401 ->
                new Failure(
                        Failure.NO_SERVER,
                        "You are not logged in, or no more: orchestrator login, or ORCHESTRATOR_TOKEN with a token of yours");
            case 403 -> new Failure(Failure.REFUSED, "Not allowed: " + sentence);
            default -> new Failure(Failure.REFUSED, sentence);
        };
    }

    /** The server's sentence, or what is wrong with each field. */
    private static String sentence(String body) {
        try {
            var detail = JSON.readTree(body).path("detail");
            if (!detail.isArray()) {
                return detail.asString(body);
            }
            var faults = new StringJoiner("; ");
            for (var fault : detail) {
                var where = fault.path("loc");
                faults.add(where.path(where.size() - 1).asString("") + ": "
                        + fault.path("msg").asString(""));
            }
            return faults.toString();
        } catch (RuntimeException notJson) {
            return body;
        }
    }
}
