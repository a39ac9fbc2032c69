package io.orchestrator.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.sdk.ingest.Sha256;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lake in a bucket that changes between two requests, which a real server does only by chance. */
@Timeout(120)
class S3DatasetStoreTest {

    private static final String MISSING = "<Error><Code>NoSuchKey</Code></Error>";

    @TempDir
    Path folder;

    @Test
    void aFileThatIsPutBackBetweenTheTwoPlacesIsFound() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "rows");
        String sha256 = Sha256.of(file);
        String place = "/lake/" + sha256.substring(0, 2) + "/" + sha256;
        String aside = "/lake/gone/" + sha256;
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            boolean back = asked.equals(List.of(place, aside, place));
            byte[] body = (back ? "rows" : MISSING).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.sendResponseHeaders(back ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        URI endpoint = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        try (S3Files files = S3Files.of(endpoint, "us-east-1", "key-id", "secret", "lake")) {
            Path to = folder.resolve("fetched");
            new S3DatasetStore(files, "").fetch(sha256, 4, to);

            assertThat(to).hasContent("rows");
            assertThat(asked).containsExactly(place, aside, place);
        } finally {
            http.stop(0);
        }
    }
}
