package io.orchestrator.bench.data;

import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.engine.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Posts one request after the other over one connection that is kept, and takes the time of each from before it to its last byte.
 * With the JDK's old client, which does all that on the calling thread: the new one's own threads would be measured as well.
 */
record Asking(URI address, String token) {

    private static final int OK = 200;

    /** What it took, in milliseconds. */
    record Times(double[] millis) {

        double median() {
            return Numbers.median(millis);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "p10 %.2f ms, p50 %.2f ms, p99 %.2f ms (%,d requests)",
                    Numbers.percentile(millis, 10),
                    median(),
                    Numbers.percentile(millis, 99),
                    millis.length);
        }
    }

    /**
     * Asks.
     *
     * @param warming so many before those that count: server and client are compiled meanwhile
     * @param bodies the JSON of each request, by its number
     */
    Times measure(int warming, int count, IntFunction<String> bodies) throws IOException {
        double[] millis = new double[count];
        for (int number = 0; number < warming + count; number++) {
            byte[] body = bodies.apply(number).getBytes(StandardCharsets.UTF_8);
            long begun = System.nanoTime();
            ask(body);
            if (number >= warming) {
                millis[number - warming] = (System.nanoTime() - begun) / 1e6;
            }
        }
        return new Times(millis);
    }

    private void ask(byte[] body) throws IOException {
        HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
        request.setRequestMethod("POST");
        request.setRequestProperty("Content-Type", "application/json");
        request.setRequestProperty("Authorization", "Bearer " + token);
        request.setDoOutput(true);
        try (OutputStream out = request.getOutputStream()) {
            out.write(body);
        }
        if (request.getResponseCode() != OK) {
            throw new ClusterFailed("%s was answered with %d: %s"
                    .formatted(
                            address,
                            request.getResponseCode(),
                            new String(request.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)));
        }
        try (InputStream in = request.getInputStream()) {
            in.readAllBytes();
        }
    }
}
