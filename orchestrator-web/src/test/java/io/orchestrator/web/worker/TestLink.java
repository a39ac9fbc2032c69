package io.orchestrator.web.worker;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.protocol.worker.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A worker's side of a link, as plain as can be. */
final class TestLink implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    /** The answer's status line; {@code 101} if there is a link now. */
    final String status;

    TestLink(int port, Session session) throws IOException {
        this.socket = new Socket("localhost", port);
        socket.setSoTimeout(30_000);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        write("GET /worker/v1/sessions/%s/link HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        .formatted(session.sessionId())
                + "Upgrade: orchestrator-worker\r\nAuthorization: Bearer %s\r\n\r\n".formatted(session.token()));
        this.status = in.readLine().split(" ")[1];
        String header = in.readLine();
        while (!header.isEmpty()) {
            header = in.readLine();
        }
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one line. */
    void send(String line) throws IOException {
        write(line + "\n");
    }

    void send(Object line) throws IOException {
        send(Json.MAPPER.writeValueAsString(line));
    }

    /** The next line; null at the link's end. */
    @Nullable
    ServerLine nextOrEnd() throws IOException {
        var line = in.readLine();
        return line == null ? null : Json.MAPPER.readValue(line, ServerLine.class);
    }

    /** The next line that is no ping. */
    ServerLine next() throws IOException {
        var line = Objects.requireNonNull(nextOrEnd(), "the link has ended");
        while (isPing(line)) {
            line = Objects.requireNonNull(nextOrEnd(), "the link has ended");
        }
        return line;
    }

    static boolean isPing(ServerLine line) {
        return line instanceof ServerLine.Push push && push.message() instanceof ServerMessage.Ping;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
