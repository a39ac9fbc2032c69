package io.orchestrator.web.standalone;

import io.orchestrator.web.Application;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server without a worker that is asked for a few pages and ends: what the AOT cache is recorded from. */
final class TrainingMain {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** What a person opens first, and what a monitor asks for. */
    private static final List<String> PAGES = List.of("/", "/dags", "/runs", "/workers", "/api/v2/monitor/health");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String url;

    private TrainingMain(int port) {
        this.url = "http://127.0.0.1:" + port;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Standalone standalone = new Standalone(Application.class)) {
            Standalone.Running running = standalone.startWithoutWorker(new StandaloneOptions(Path.of(arguments[0]), 0));
            new TrainingMain(running.port())
                    .use(running.password().map(Home.AdminPassword::value).orElse(""));
        }
        // Threads of libraries must not keep the recording from being written.
        System.exit(0);
    }

    private void use(String password) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get("/login"));
        if (csrf.find()) {
            String form = "username=admin&password=%s&_csrf=%s".formatted(encode(password), encode(csrf.group(1)));
            send(HttpRequest.newBuilder(URI.create(url + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
        }
        for (String page : PAGES) {
            get(page);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
