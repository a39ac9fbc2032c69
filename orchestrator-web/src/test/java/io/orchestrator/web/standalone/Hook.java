package io.orchestrator.web.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A web server that is told of runs, and takes it or answers that it cannot. */
final class Hook implements AutoCloseable {

    private final HttpServer http;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, BlockingQueue<String>> told = new ConcurrentHashMap<>();

    Hook() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            var notice = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            var runId = notice.path("run_id").asString("");
            exchange.sendResponseHeaders(refused.contains(runId) ? 503 : 204, -1);
            exchange.close();
            about(runId).add(notice.path("id").asString(""));
        });
        http.start();
    }

    /** As a variable of the environment. */
    String connection() {
        return "{\"conn_type\": \"webhook\", \"host\": \"http://127.0.0.1:%d/\"}"
                .formatted(http.getAddress().getPort());
    }

    void refuses(String runId) {
        refused.add(runId);
    }

    /** From now on; what it was told before is forgotten. */
    void takes(String runId) {
        refused.remove(runId);
        about(runId).clear();
    }

    /** The id of the next notification about a run. */
    String awaitOne(String runId) throws InterruptedException {
        var id = about(runId).poll(60, TimeUnit.SECONDS);
        assertThat(id).as("a notification about run %s", runId).isNotNull();
        return id;
    }

    private BlockingQueue<String> about(String runId) {
        return told.computeIfAbsent(runId, first -> new LinkedBlockingQueue<>());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
