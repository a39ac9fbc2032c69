package io.orchestrator.sdk.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.StagedFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real HTTP server answers, with and without validators, whole and broken off. */
@Timeout(60)
class HttpIngestTest {

    private static final Dataset RAW = Dataset.of("raw").appendOnly();

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile byte[] content = "one".getBytes(UTF_8);
    private volatile @Nullable String etag = "\"1\"";
    private volatile @Nullable String modified;
    private volatile int status = 200;
    private volatile int breaks;
    private volatile boolean resumable = true;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/data/prices.csv", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var given = exchange.getRequestHeaders();
            String range = given.getFirst("Range");
            asked.add(range == null ? "whole" : range + " if " + given.getFirst("If-Range"));
            if (etag != null) {
                exchange.getResponseHeaders().add("ETag", etag);
            }
            if (modified != null) {
                exchange.getResponseHeaders().add("Last-Modified", modified);
            }
            boolean same = etag != null && etag.equals(given.getFirst("If-None-Match"))
                    || modified != null && modified.equals(given.getFirst("If-Modified-Since"));
            if (same || status != 200) {
                exchange.sendResponseHeaders(same ? 304 : status, -1);
                return;
            }
            boolean rest = range != null && resumable && etag != null && etag.equals(given.getFirst("If-Range"));
            int from = rest ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1)) : 0;
            byte[] body = Arrays.copyOfRange(content, from, content.length);
            exchange.sendResponseHeaders(rest ? 206 : 200, body.length);
            boolean breaksOff = breaks-- > 0;
            exchange.getResponseBody().write(body, 0, breaksOff ? body.length / 2 : body.length);
            exchange.getResponseBody().flush();
        }
    }

    private HttpIngest source() {
        return Ingest.http(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/prices.csv"));
    }

    private StagedFiles staging(@Nullable DatasetVersion parent) throws IOException {
        return new StagedFiles(RAW, Files.createTempDirectory(folder, "staging-"), parent);
    }

    private DatasetVersion first() throws Exception {
        StagedFiles first = staging(null);
        assertThat(source().into(first))
                .hasValueSatisfying(file ->
                        assertThat(file).hasFileName("000001-prices.csv").hasBinaryContent(content));
        return first.published();
    }

    private void assertNothingNewAfter(DatasetVersion parent) throws Exception {
        StagedFiles again = staging(parent);
        assertThat(source().into(again)).isEmpty();
        assertThat(again.discarded).isTrue();
        assertThat(again.files()).isEmpty();
    }

    @Test
    void whatIsAsItWasByEtagIsNotReadAgain() throws Exception {
        DatasetVersion first = first();
        assertNothingNewAfter(first);

        content = "two".getBytes(UTF_8);
        etag = "\"2\"";
        StagedFiles second = staging(first);
        assertThat(source().into(second)).isPresent();
        assertThat(second.published().files())
                .extracting(DatasetVersion.File::name)
                .containsExactly("000001-prices.csv", "000002-prices.csv");
        assertNothingNewAfter(second.published());
    }

    @Test
    void whatIsAsItWasByItsDateIsNotReadAgain() throws Exception {
        etag = null;
        modified = "Thu, 01 Jan 2026 00:00:00 GMT";
        assertNothingNewAfter(first());
    }

    @Test
    void withoutEitherItsBytesAreCompared() throws Exception {
        etag = null;
        DatasetVersion first = first();
        assertNothingNewAfter(first);

        content = "two".getBytes(UTF_8);
        assertThat(source().into(staging(first))).isPresent();
    }

    @Test
    void whatBreaksOffIsResumedWhereItDid() throws Exception {
        content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        breaks = 2;

        first();

        // Of what was sent before it broke off, not every byte need have arrived.
        assertThat(asked).hasSize(3).startsWith("whole");
        assertThat(asked.subList(1, 3)).allMatch(range -> range.matches("bytes=[1-9][0-9]+- if \"1\""));
    }

    @Test
    void whatCannotBeResumedIsReadAgainFromItsBegin() throws Exception {
        content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        breaks = 2;
        resumable = false;

        first();

        assertThat(asked).hasSize(3);
    }

    @Test
    void whatBreaksOffAgainAndAgainIsAnError() {
        breaks = 100;

        assertThatThrownBy(() -> source().into(staging(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not be read, 6 times")
                .hasMessageEndingWith("Nothing was published; a retry begins again");
    }

    @Test
    void aRefusalIsNotTriedAgainAndAnErrorOfTheServerIs() throws Exception {
        status = 404;
        assertThatThrownBy(() -> source().into(staging(null)))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("/data/prices.csv answered with 404, expected 200; mend the address");
        status = 503;
        assertThatThrownBy(() -> source().into(staging(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("answered with 503");
        status = 429;
        assertThatThrownBy(() -> source().into(staging(null))).isInstanceOf(IllegalStateException.class);
        server.stop(0);
        assertThatThrownBy(() -> source().into(staging(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not be read");
    }
}
