package io.orchestrator.worker.fake;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.lines.LineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** As much of an HTTP server as a worker needs, which can hand a connection over to a link and break all of them at once. */
final class FakeHttp {

    private static final int FIRST_PORT = 23_000;
    private static final int LAST_PORT = 32_000;

    private final ServerSocket listening;
    private final Handler handler;
    private final Thread accepting;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Answers one request; one that it does not answer costs the connection. */
    interface Handler {
        void handle(Exchange exchange) throws IOException;
    }

    /** @param port 0: any that the system does not give to outgoing connections, so that it is free again after a crash */
    FakeHttp(int port, Handler handler) throws IOException {
        this.listening = port == 0 ? listenSomewhere() : listen(port);
        this.handler = handler;
        this.accepting = Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private static ServerSocket listenSomewhere() {
        return ThreadLocalRandom.current()
                .ints(FIRST_PORT, LAST_PORT)
                .mapToObj(FakeHttp::listenIfFree)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<ServerSocket> listenIfFree(int port) {
        try {
            return Optional.of(listen(port));
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException stopped) {
                break;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean next = true;
            while (next) {
                Exchange exchange = read(in, socket.getOutputStream());
                next = exchange != null;
                if (exchange != null) {
                    handler.handle(exchange);
                    next = exchange.answered;
                }
            }
        } catch (IOException hungUp) {
            // The worker has gone, or this server has.
        } finally {
            sockets.remove(socket);
        }
    }

    private static @Nullable Exchange read(InputStream in, OutputStream out) throws IOException {
        String[] first = line(in).split(" ");
        if (first.length < 2) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Exchange(URI.create(first[1]), headers, in.readNBytes(length), in, out);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** Breaks every connection; nobody listens any more. */
    void stop() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            // Until then the address is in use.
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request. */
    static final class Exchange {
        final URI uri;
        private final Map<String, String> headers;
        private final byte[] body;
        private final InputStream in;
        private final OutputStream out;
        private boolean answered;

        private Exchange(URI uri, Map<String, String> headers, byte[] body, InputStream in, OutputStream out) {
            this.uri = uri;
            this.headers = headers;
            this.body = body;
            this.in = in;
            this.out = out;
        }

        boolean shows(String token) {
            return ("Bearer " + token).equals(headers.get("authorization"));
        }

        <T> T read(Class<T> type) {
            return Json.MAPPER.readValue(body, type);
        }

        void answer(int status, @Nullable Object json) throws IOException {
            answer(status, Json.MAPPER.writeValueAsBytes(json));
        }

        void answer(int status, byte[] bytes) throws IOException {
            String length = status == 204 ? "" : "Content-Length: " + bytes.length + "\r\n";
            out.write(("HTTP/1.1 " + status + " Answer\r\n" + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
            answered = true;
        }

        /** From now on the connection is a link, which ends when the request's handler returns. */
        LineReader upgrade() throws IOException {
            out.write("HTTP/1.1 101 Link\r\nConnection: Upgrade\r\nUpgrade: orchestrator-worker\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new LineReader(in, Integer.MAX_VALUE);
        }

        /** Writes a line to the link; each whole, whoever else writes. */
        synchronized void write(Object line) throws IOException {
            out.write((Json.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
