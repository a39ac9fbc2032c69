package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one address answers, as a file of a version. */
public final class HttpIngest {

    private static final String KEY = "http";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_RESUMES = 5;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429);

    private final URI address;
    private final Map<String, String> headers = new LinkedHashMap<>();

    HttpIngest(URI address) {
        this.address = address;
    }

    /** Sends a header along, such as {@code Authorization}. */
    public HttpIngest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /**
     * Reads it if it is not what the version before has: the server is asked by ETag and Last-Modified, and its bytes are compared if
     * it gives neither. What breaks off is resumed where it did, if the server can.
     *
     * @return the file; empty: there is nothing new, and the staging is discarded
     * @throws NoRetryException if the server refuses, such as with 404
     * @throws IllegalStateException if it does not answer, answers with an error of its own, or breaks off again and again
     */
    public Optional<Path> into(Staging staging) throws IOException, InterruptedException {
        Map<?, ?> before = before(staging);
        Path file = staging.file(Ingest.numbered(staging, name()));
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(ANSWER_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            Validators found = download(client, before, file);
            String hash = found == null ? "" : Sha256.of(file);
            if (found == null || hash.equals(before.get("sha256"))) {
                Files.deleteIfExists(file);
                staging.discard();
                return Optional.empty();
            }
            remember(staging, found, hash);
            return Optional.of(file);
        }
    }

    private record Validators(
            @Nullable String etag, @Nullable String modified) {

        static Validators of(HttpResponse<?> response) {
            return new Validators(
                    response.headers().firstValue("ETag").orElse(null),
                    response.headers().firstValue("Last-Modified").orElse(null));
        }

        /** By which the rest is known to belong to the same; a weak one does not say that. */
        @Nullable
        String strong() {
            return etag != null && !etag.startsWith("W/") ? etag : modified;
        }
    }

    /** Null: it is as it was. */
    private @Nullable Validators download(HttpClient client, Map<?, ?> before, Path file)
            throws IOException, InterruptedException {
        Validators known = null;
        IOException broken = null;
        for (int round = 0; round <= MOST_RESUMES; round++) {
            boolean resumes = known != null && known.strong() != null && Files.size(file) > 0;
            HttpRequest request = resumes ? rest(known, Files.size(file)) : whole(before);
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() == NOT_MODIFIED && !resumes) {
                        return null;
                    }
                    boolean goesOn = resumes && response.statusCode() == PARTIAL;
                    requireBody(response, goesOn);
                    if (!goesOn) {
                        known = Validators.of(response);
                    }
                    write(response, body, file, goesOn);
                    return known;
                }
            } catch (IOException e) {
                broken = e;
            }
        }
        throw new IllegalStateException(
                address + " could not be read, " + (MOST_RESUMES + 1) + " times: " + broken
                        + ". Nothing was published; a retry begins again",
                broken);
    }

    private HttpRequest whole(Map<?, ?> before) {
        HttpRequest.Builder request = request();
        if (before.get("etag") instanceof String etag) {
            request.header("If-None-Match", etag);
        } else if (before.get("modified") instanceof String modified) {
            request.header("If-Modified-Since", modified);
        }
        return request.build();
    }

    private HttpRequest rest(@Nullable Validators known, long from) {
        HttpRequest.Builder request = request().header("Range", "bytes=" + from + "-");
        if (known != null && known.strong() != null) {
            request.header("If-Range", known.strong());
        }
        return request.build();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT);
        headers.forEach(request::header);
        return request;
    }

    private void requireBody(HttpResponse<?> response, boolean goesOn) {
        int status = response.statusCode();
        if (status == OK || goesOn) {
            return;
        }
        String found = address + " answered with " + status + ", expected 200";
        if (status >= 400 && status < 500 && !MAY_PASS.contains(status)) {
            throw new NoRetryException(found + "; mend the address, or what is sent along");
        }
        throw new IllegalStateException(found);
    }

    private static void write(HttpResponse<?> response, InputStream body, Path file, boolean goesOn)
            throws IOException {
        long before = goesOn ? Files.size(file) : 0;
        try (OutputStream to =
                goesOn ? Files.newOutputStream(file, StandardOpenOption.APPEND) : Files.newOutputStream(file)) {
            body.transferTo(to);
        }
        long expected = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (expected >= 0 && Files.size(file) - before != expected) {
            throw new IOException("only " + (Files.size(file) - before) + " of " + expected + " bytes came");
        }
    }

    private Map<?, ?> before(Staging staging) {
        return Ingest.meta(staging, KEY).get(address.toString()) instanceof Map<?, ?> mine ? mine : Map.of();
    }

    private void remember(Staging staging, Validators found, String hash) {
        Map<String, Object> mine = new LinkedHashMap<>();
        if (found.etag != null) {
            mine.put("etag", found.etag);
        }
        if (found.modified != null) {
            mine.put("modified", found.modified);
        }
        mine.put("sha256", hash);
        // What other addresses gave stays known.
        Map<Object, Object> all = new HashMap<>(Ingest.meta(staging, KEY));
        all.put(address.toString(), mine);
        staging.meta(KEY, all);
    }

    private String name() {
        String path = address.getPath() == null ? "" : address.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.-]", "_");
        return last.isEmpty() ? "index" : last;
    }
}
