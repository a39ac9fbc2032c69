package io.orchestrator.spark;

import io.orchestrator.sdk.Json;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The master of a standalone cluster, by its page, and its REST server ({@code spark.master.rest.enabled}), which takes drivers.
 *
 * @param page such as {@code http://master:8080}
 * @param rest such as {@code http://master:6066}
 * @param master such as {@code spark://master:7077}, for the drivers
 * @param version of its Spark
 * @param every how long to wait between two looks
 */
public record SparkCluster(URI page, URI rest, String master, String version, Duration every) {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;

    /** What it knows now. */
    Look look() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(page.resolve("/json/")));
        Instant at = answer.headers()
                .firstValue("Date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .orElse(Instant.EPOCH);
        return Look.of(at, object(page, answer));
    }

    /** Starts a driver there. Its id. */
    String submit(SparkJob job, String name) throws IOException, InterruptedException {
        Map<String, String> properties = new LinkedHashMap<>(job.settings);
        properties.put("spark.app.name", name);
        properties.put("spark.master", master);
        properties.put("spark.submit.deployMode", "cluster");
        properties.put("spark.driver.supervise", "false");
        properties.putIfAbsent("spark.jars", job.jar);
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("action", "CreateSubmissionRequest");
        request.put("clientSparkVersion", version);
        request.put("appResource", job.jar);
        request.put("mainClass", job.mainClass);
        request.put("appArgs", job.arguments);
        request.put("environmentVariables", Map.of());
        request.put("sparkProperties", properties);
        Map<String, @Nullable Object> answer = post("/v1/submissions/create", Json.write(request));
        if (!(answer.get("submissionId") instanceof String id)) {
            throw new IllegalStateException("the Spark master at " + rest + " has not taken the driver: " + answer);
        }
        return id;
    }

    /** Ends a driver, if it still runs. */
    void killDriver(String id) throws IOException, InterruptedException {
        post("/v1/submissions/kill/" + id, "");
    }

    /** Why a driver has ended so, as far as the master knows. */
    String reason(String id) throws IOException, InterruptedException {
        Object message = object(rest, send(HttpRequest.newBuilder(rest.resolve("/v1/submissions/status/" + id))))
                .get("message");
        return message == null
                ? ""
                : ": " + String.valueOf(message).lines().findFirst().orElse("");
    }

    /**
     * Ends what still runs of a run, as a teardown does: an application that was followed does not hear when its run is ended.
     *
     * @return how many there were
     */
    public int end(TaskContext context) throws IOException, InterruptedException {
        return endNamed(Tag.ofRun(context), "");
    }

    /** Ends the applications whose name begins so, but one. */
    int endNamed(String begin, String but) throws IOException, InterruptedException {
        int ended = 0;
        for (Look.App app : look().apps()) {
            if (app.isOpen() && app.name().startsWith(begin) && !app.name().equals(but)) {
                String form = "id=" + URLEncoder.encode(app.id(), StandardCharsets.UTF_8) + "&terminate=true";
                send(HttpRequest.newBuilder(page.resolve("/app/kill/"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
                ended++;
            }
        }
        return ended;
    }

    private Map<String, @Nullable Object> post(String path, String body) throws IOException, InterruptedException {
        return object(
                rest,
                send(HttpRequest.newBuilder(rest.resolve(path))
                        .header("Content-Type", "application/json;charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.timeout(ANSWER_LIMIT).build();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(ANSWER_LIMIT)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return client.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "the Spark master does not answer at " + built.uri() + ": " + e
                            + "; a retry of the task begins a new application and ends the old one",
                    e);
        }
    }

    private static Map<String, @Nullable Object> object(URI where, HttpResponse<String> answer) {
        try {
            if (answer.statusCode() == OK) {
                return Json.readObject(answer.body());
            }
        } catch (IllegalArgumentException e) {
            // Said below, as any answer that is not a master's.
        }
        String shown = answer.body().length() > 200 ? answer.body().substring(0, 200) : answer.body();
        throw new NoRetryException(where + " answered with " + answer.statusCode() + " '" + shown
                + "', expected JSON of a Spark master; mend the address");
    }
}
