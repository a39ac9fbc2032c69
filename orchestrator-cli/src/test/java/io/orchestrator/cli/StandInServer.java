package io.orchestrator.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it was told, and remembers what it was asked. */
final class StandInServer implements AutoCloseable {

    record Answer(int status, String body) {}

    private final HttpServer http;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    StandInServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            var call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((call + " " + body + " " + exchange.getRequestHeaders().getFirst("Authorization")).strip());
            var answer =
                    answers.getOrDefault(call, new Answer(404, "{\"detail\": \"there is no %s\"}".formatted(call)));
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
    }

    StandInServer answer(String call, int status, String body) {
        answers.put(call, new Answer(status, body));
        return this;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    Map<String, String> environment() {
        return Map.of(
                "ORCHESTRATOR_URL", "http://localhost:" + http.getAddress().getPort(), "ORCHESTRATOR_TOKEN", "secret");
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
