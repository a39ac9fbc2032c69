package io.orchestrator.serving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses: {@code POST /models/NAME/predict}, {@code GET /models/NAME}, {@code GET /health}. */
public final class ServingServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServingServer.class);
    private static final Pattern MODEL = Pattern.compile("/models/([A-Za-z0-9_.-]{1,200})(/predict)?");
    private static final String BEARER = "Bearer ";
    private static final int LARGEST_BODY = 1 << 20;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Models models;
    private final Predictions predictions;
    private final Spool spool;
    private final Clients clients;

    private ServingServer(HttpServer http, Models models, Predictions predictions, Spool spool, Clients clients) {
        this.http = http;
        this.models = models;
        this.predictions = predictions;
        this.spool = spool;
        this.clients = clients;
    }

    /** @param address port 0: one that is free */
    static ServingServer start(
            InetSocketAddress address, Models models, Predictions predictions, Spool spool, Clients clients)
            throws IOException {
        // Without it the JDK's server answers 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var server = new ServingServer(HttpServer.create(address, 0), models, predictions, spool, clients);
        server.http.createContext("/", server::handle);
        server.http.setExecutor(server.threads);
        server.http.start();
        return server;
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, answer(exchange));
            } catch (Refused refused) {
                send(exchange, refused.status(), Map.of("detail", refused.detail()));
            } catch (RuntimeException e) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                send(exchange, 500, Map.of("detail", "The server failed; its log says why"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                send(exchange, 503, Map.of("detail", "The server is ending"));
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/health")) {
            require(exchange, "GET");
            return health();
        }
        Matcher model = MODEL.matcher(path);
        if (!model.matches()) {
            throw new Refused(
                    404, "There is no %s; expected /models/NAME, /models/NAME/predict or /health".formatted(path));
        }
        boolean predicts = model.group(2) != null;
        require(exchange, predicts ? "POST" : "GET");
        login(exchange);
        return predicts
                ? predictions.predict(model.group(1), body(exchange))
                : models.with(model.group(1), ServingServer::describe);
    }

    private static void require(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            throw new Refused(
                    405, "%s is not possible here; expected %s".formatted(exchange.getRequestMethod(), method));
        }
    }

    private void login(HttpExchange exchange) throws InterruptedException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            if (header == null || !header.startsWith(BEARER) || !clients.mayAsk(header.substring(BEARER.length()))) {
                throw new Refused(
                        401, "Not authenticated: send a token of the server's API as 'Authorization: Bearer ...'");
            }
        } catch (IOException e) {
            throw new Refused(503, "The token cannot be looked at now: " + e.getMessage());
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Refused(413, "The body is larger than %d bytes: send fewer at once".formatted(LARGEST_BODY));
        }
        return body;
    }

    private static Map<String, Object> describe(LoadedModel loaded) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("model", loaded.version().model());
        description.put("version", loaded.version().number());
        description.put("sha256", loaded.version().sha256());
        description.put("signature", loaded.signature());
        for (String key : new String[] {"framework", "params", "metrics", "features"}) {
            Object value = loaded.version().meta().get(key);
            if (value != null) {
                description.put(key, value);
            }
        }
        return description;
    }

    private Map<String, Object> health() {
        var states = models.states();
        boolean well = states.values().stream().allMatch(state -> state.fault().isEmpty());
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", well && spool.leftOut() == 0 ? "healthy" : "degraded");
        health.put("models", states);
        health.put("predictions_written", spool.written());
        health.put("predictions_left_out", spool.leftOut());
        return health;
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Takes nothing more, and ends when what was asked is answered, at the latest after two seconds. */
    @Override
    public void close() {
        http.stop(2);
        threads.close();
    }
}
