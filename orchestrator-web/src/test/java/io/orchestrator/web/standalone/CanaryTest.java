package io.orchestrator.web.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.Canaries;
import io.orchestrator.web.api.ApiClient;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * 200 secrets go into a true standalone by all ways in: connections and variables of the API, of files and of the environment. Tasks
 * tell all that they are given, in all ways out: logs, outputs, errors, reasons, labels, assets, datasets and their checks. Nothing of
 * them is to be found in pages, API, database, log files, notifications, lineage, traces and evidence.
 */
@Timeout(value = 9, unit = TimeUnit.MINUTES)
class CanaryTest {

    private static final int TASKS = Canaries.NUMBER / 4;
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final List<String> secrets = Canaries.all();
    private final Map<String, String> environment = new HashMap<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Set<String> found = new TreeSet<>();

    @TempDir
    private Path temporary;

    private final HttpClient person =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private HttpServer others;
    private Path home;
    private StandaloneProcess standalone;
    private URI server;
    private ApiClient api;

    /** Of a task's four secrets. */
    private String secret(int task, int place) {
        return secrets.get(task + place * TASKS);
    }

    private Map<String, Object> connection(int task) {
        return Map.of(
                "conn_type",
                "http",
                "host",
                "example.org",
                "password",
                secret(task, 0),
                "extra",
                Map.of("api_key", secret(task, 1), "deep", Map.of("token", List.of(secret(task, 2)))));
    }

    @BeforeEach
    void start() throws Exception {
        others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        home = temporary.resolve("home");
        listen();
        layOut();
        standalone = StandaloneProcess.startTrue(temporary.resolve("install"), home, environment);
        server = standalone.address();
        String password = Files.readString(home.resolve("admin-password")).strip();
        api = ChainRun.patiently()
                .until(() -> ApiClient.anonymous(server.getPort()).login("admin", password), login -> true);
        logIn(password);
    }

    @AfterEach
    void stop() throws IOException {
        standalone.close();
        others.stop(0);
    }

    @Test
    void no_way_out_tells_a_secret() throws Exception {
        giveToTheApi();
        run();
        lookAtEveryAddress();
        lookAtTheDatabase();
        look("what the launcher printed", standalone.output());
        standalone.close();
        lookAtTheLogs();
        List<String> bodies = new ArrayList<>();
        told.drainTo(bodies);
        assertThat(bodies).as("notifications, lineage, traces").hasSizeGreaterThan(TASKS);
        bodies.forEach(body -> look("what others were told", body));

        assertThat(found).isEmpty();
    }

    private void look(String where, String text) {
        found.addAll(CANARIES.in(where, text));
    }

    private static final Canaries CANARIES = new Canaries(named());

    private static Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        Canaries.all().forEach(secret -> named.put("secret " + named.size(), secret));
        Canaries.begins().forEach(begin -> named.put("the begin of a secret, " + named.size(), begin));
        return named;
    }

    /** Takes notifications, lineage and traces. */
    private void listen() {
        others.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        others.start();
    }

    private void layOut() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        CompiledBundle.write(
                Files.createDirectories(home.resolve("bundles/canary")).resolve("canary.jar"),
                Files.createDirectory(temporary.resolve("classes")),
                "canary.Leaks",
                Files.readString(Path.of(Objects.requireNonNull(CanaryTest.class.getResource("/canary/Leaks.java"))
                        .toURI())));
        Path install = temporary.resolve("install");
        Path worker = Path.of(System.getProperty("worker.folder"));
        copy(Path.of(System.getProperty("runner.jar")), install.resolve("runner.jar"));
        copy(worker.resolve("orchestrator-worker.jar"), install.resolve("worker/orchestrator-worker.jar"));
        try (Stream<Path> libraries = Files.list(worker.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                copy(library, install.resolve("worker/lib").resolve(library.getFileName()));
            }
        }
        Path files = temporary.resolve("given");
        Files.createDirectories(files.resolve("connections"));
        Files.createDirectories(files.resolve("variables"));
        for (int task = 0; task < TASKS; task++) {
            if (task % 3 == 1) {
                Files.writeString(
                        files.resolve("connections/canary_" + task), Json.MAPPER.writeValueAsString(connection(task)));
                Files.writeString(files.resolve("variables/canary_secret_" + task), secret(task, 3));
            } else if (task % 3 == 2) {
                environment.put("ORCHESTRATOR_CONN_CANARY_" + task, ASCII.writeValueAsString(connection(task)));
                if (isAscii(secret(task, 3))) {
                    environment.put("ORCHESTRATOR_VAR_CANARY_SECRET_" + task, secret(task, 3));
                }
            }
        }
        String url = "http://127.0.0.1:" + others.getAddress().getPort();
        environment.put("ORCHESTRATOR_SECRETS_FOLDER", files.toString());
        environment.put("ORCHESTRATOR_CONN_HOOK", "{\"conn_type\": \"webhook\", \"host\": \"%s/\"}".formatted(url));
        environment.put("ORCHESTRATOR_NOTIFY_INTERNALHOSTS", "127.0.0.1");
        environment.put("ORCHESTRATOR_LINEAGE_URL", url + "/lineage");
        environment.put("ORCHESTRATOR_TRACES_ENDPOINT", url + "/traces");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 128);
    }

    private static void copy(Path from, Path to) throws IOException {
        assertThat(from).as("built by: mvn package").exists();
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private void logIn(String password) throws Exception {
        var csrf = CSRF.matcher(page("/login"));
        assertThat(csrf.find()).isTrue();
        String form = "username=admin&password=%s&_csrf=%s".formatted(part(password), part(csrf.group(1)));
        person.send(
                HttpRequest.newBuilder(server.resolve("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
        assertThat(page("/dags")).contains("Sign out");
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String page(String path) throws IOException, InterruptedException {
        return person.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private void giveToTheApi() throws Exception {
        for (int task = 0; task < TASKS; task++) {
            if (task % 3 == 0) {
                Map<String, Object> body = new HashMap<>(connection(task));
                body.put("connection_id", "canary_" + task);
                body.put("extra", Json.MAPPER.writeValueAsString(body.get("extra")));
                var answer = api.post("/api/v2/connections", body);
                assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                look("the answer to a connection", answer.body());
            }
            if (task % 3 == 0 || task % 3 == 2 && !isAscii(secret(task, 3))) {
                var answer =
                        api.post("/api/v2/variables", Map.of("key", "canary_secret_" + task, "value", secret(task, 3)));
                assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                look("the answer to a variable", answer.body());
            }
        }
    }

    private void run() throws Exception {
        ChainRun.patiently()
                .until(
                        () -> api.get("/api/v2/dags/leaks").status() == 200
                                || !api.get("/api/v2/importErrors").body().contains("\"import_errors\":[]"),
                        known -> known);
        assertThat(api.get("/api/v2/importErrors").body()).contains("\"import_errors\":[]");
        var answer = api.post("/api/v2/dags/leaks/dagRuns", "{\"dag_run_id\": \"run\", \"logical_date\": null}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        ChainRun.patiently()
                .until(
                        () -> api.get("/api/v2/dags/leaks/dagRuns/run")
                                .json()
                                .path("state")
                                .asString(""),
                        "failed"::equals);
        var instances = api.get("/api/v2/dags/leaks/dagRuns/run/taskInstances?limit=100")
                .json();
        Map<String, Integer> states = new HashMap<>();
        instances
                .path("task_instances")
                .forEach(one -> states.merge(one.path("state").asString(), 1, Integer::sum));
        assertThat(states)
                .as(instances.toString())
                .containsEntry("success", 17)
                .containsEntry("failed", 17)
                .containsEntry("skipped", 16);
    }

    /** Every address that the server's own page of them names, for every task. */
    private void lookAtEveryAddress() throws Exception {
        var addresses = Pattern.compile("<code>GET (/[^<]*)</code>")
                .matcher(page("/permissions"))
                .results()
                .map(one -> one.group(1))
                .toList();
        int looked = 0;
        for (String address : addresses) {
            if (address.startsWith("/events")
                    || address.endsWith("/events") && !address.endsWith("assets/events")
                    || address.endsWith("/wait")
                    || address.contains("/auth/")) {
                continue;
            }
            for (String path : filled(address)) {
                String body = path.startsWith("/api/") ? api.get(path).body() : page(path);
                look("GET " + path, body);
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(addresses.size());
    }

    private static Set<String> filled(String address) {
        Set<String> filled = new TreeSet<>();
        for (int task = 0; task < TASKS; task++) {
            filled.add(address.replaceAll("\\{(dagId|dag_id)}", "leaks")
                    .replaceAll("\\{(runId|dag_run_id)}", "run")
                    .replaceAll("\\{(taskId|task_id)}", "task_" + task)
                    .replaceAll("\\{(connectionId|connection_id)}", "canary_" + task)
                    .replaceAll("\\{(variableKey|variable_key)}", "canary_secret_" + task)
                    .replaceAll("\\{(mapIndex|map_index)}", "-1")
                    .replaceAll("\\{key}", "return_value")
                    .replaceAll("\\{name}", "set_" + task)
                    .replaceAll(
                            "\\{id}",
                            address.startsWith("/connections") ? "canary_" + task : Integer.toString(task + 1))
                    .replaceAll("\\{[^}]*}", "1"));
        }
        return filled;
    }

    private void lookAtTheDatabase() throws Exception {
        List<String> lines = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
        String url = "jdbc:postgresql://127.0.0.1:%s/orchestrator".formatted(lines.get(3));
        String password = Files.readString(home.resolve("postgres/password")).strip();
        int tables = 0;
        try (var connection = DriverManager.getConnection(url, "orchestrator", password);
                var query = connection.createStatement();
                var read = connection.createStatement()) {
            var names = query.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
            while (names.next()) {
                var rows = read.executeQuery("SELECT t::text FROM \"%s\" t".formatted(names.getString(1)));
                while (rows.next()) {
                    look("table " + names.getString(1), rows.getString(1));
                }
                tables++;
            }
        }
        assertThat(tables).isGreaterThan(40);
    }

    private void lookAtTheLogs() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                look("the log " + file.getFileName(), Files.readString(file));
            }
        }
    }
}
