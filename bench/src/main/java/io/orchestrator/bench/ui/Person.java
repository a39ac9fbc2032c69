package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.BenchFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who is logged in at the pages, without a browser. Thread-safe. */
final class Person {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    Person(URI base, String user, String password) throws IOException, InterruptedException {
        this.base = base;
        Matcher csrf = CSRF.matcher(get("/login", false).body());
        if (!csrf.find()) {
            throw new BenchFailed("The login page has no field _csrf.");
        }
        String form = "username=%s&password=%s&_csrf=%s".formatted(text(user), text(password), text(csrf.group(1)));
        HttpRequest login = request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        http.send(login, BodyHandlers.discarding());
        if (get("/", false).status() != 200) {
            throw new BenchFailed("The login at the pages was refused.");
        }
    }

    /** @param millis from before the request to the last byte of the answer */
    record Answer(int status, String body, double millis) {}

    /** @param fragment ask as htmx does, for the part that refreshes itself */
    Answer get(String path, boolean fragment) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (fragment) {
            request.header("HX-Request", "true");
        }
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), (System.nanoTime() - begun) / 1e6);
    }

    /** Opens a stream of events. */
    InputStream listen(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new BenchFailed("The stream %s was answered with %d.".formatted(path, answer.statusCode()));
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    private static String text(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
