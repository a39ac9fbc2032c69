package io.orchestrator.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Does what most commands do, with a server that answers every question with the same list, so that the JVM can keep what it has
 * loaded and linked for it. The launcher runs it once.
 */
public final class Training {

    private static final String ANSWER = """
            {"dags": [{"dag_id": "one", "is_paused": false, "owners": ["a"], "tags": [{"name": "b"}], "number": 1.5}],
             "dag_runs": [{"dag_id": "one", "dag_run_id": "two", "state": "success", "conf": {"n": 1}, "duration": 2.5}],
             "dag_id": "one", "state": "success", "total_entries": 2}""";

    private static final List<String> COMMANDS =
            List.of("dags list", "runs list", "runs list one --output json", "dags pause one");

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(ANSWER.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            var url = "http://localhost:" + server.getAddress().getPort();
            var environment = Map.of("ORCHESTRATOR_URL", url, "ORCHESTRATOR_TOKEN", "none");
            var nowhere = new PrintWriter(PrintWriter.nullWriter());
            for (var command : COMMANDS) {
                Main.run(environment, nowhere, nowhere, command.split(" "));
            }
        } finally {
            server.stop(0);
        }
    }
}
