package io.orchestrator.web.worker;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.command.Commands;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The worker protocol, version 1: what is streamed to workers. */
@WorkerEndpoint
@RequestMapping("/worker/v1")
class WorkerStreams {

    private final HeldConnections connections;
    private final Commands commands;
    private final Engine engine;
    private final BundleStore bundles;
    private final WorkerSettings settings;

    WorkerStreams(
            HeldConnections connections,
            Commands commands,
            Engine engine,
            BundleStore bundles,
            WorkerSettings settings) {
        this.connections = connections;
        this.commands = commands;
        this.engine = engine;
        this.bundles = bundles;
        this.settings = settings;
    }

    @GetMapping("/sessions/{sessionId}/messages")
    void messages(@PathVariable UUID sessionId, WorkerLogin worker, HttpServletResponse response)
            throws IOException, InterruptedException {
        var session = OwnSession.check(sessionId, worker);
        var connection = connections.open(session);
        try {
            // The connection takes pushes already, so nothing that the engine says from now on is lost.
            commands.await(new Command.Connected(session));
            response.setContentType("application/x-ndjson");
            response.setHeader("Cache-Control", "no-store");
            response.flushBuffer();
            hold(connection, response.getOutputStream());
        } finally {
            connections.close(session, connection);
        }
    }

    /** Ends when the worker hangs up, when a newer connection replaces this one, or when this server has no lease any more. */
    private void hold(HeldConnection connection, OutputStream out) throws IOException, InterruptedException {
        var batch = connection.next(settings.ping());
        while (!batch.isEmpty() && engine.health().serving()) {
            var lines = new StringBuilder();
            for (var message : batch) {
                lines.append(Json.MAPPER.writeValueAsString(message)).append('\n');
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            batch = connection.next(settings.ping());
        }
    }

    @GetMapping("/bundles/{build}")
    ResponseEntity<byte[]> bundle(@PathVariable String build) {
        return Bodies.answer(bundles.manifest(HexHash.check(build))
                .orElseThrow(() -> Refused.notFound("There is no bundle build %s".formatted(build))));
    }

    @GetMapping("/jars/{sha256}")
    void jar(@PathVariable String sha256, HttpServletResponse response) throws IOException {
        var jar = bundles.jar(HexHash.check(sha256))
                .orElseThrow(() -> Refused.notFound("There is no jar %s".formatted(sha256)));
        try (var content = jar.content()) {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(jar.size());
            content.transferTo(response.getOutputStream());
        }
    }
}
