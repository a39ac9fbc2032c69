package io.orchestrator.web.worker;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.protocol.worker.Link;
import io.orchestrator.web.command.Commands;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The worker protocol, version 1: how a session's link begins. */
@WorkerEndpoint
@RequestMapping("/worker/v1")
class WorkerLinks {

    private final HeldConnections connections;
    private final Commands commands;
    private final LinkCalls calls;
    private final Engine engine;
    private final WorkerSettings settings;

    WorkerLinks(
            HeldConnections connections, Commands commands, LinkCalls calls, Engine engine, WorkerSettings settings) {
        this.connections = connections;
        this.commands = commands;
        this.calls = calls;
        this.engine = engine;
        this.settings = settings;
    }

    @GetMapping("/sessions/{sessionId}/link")
    void link(
            @PathVariable UUID sessionId, WorkerLogin worker, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var session = OwnSession.check(sessionId, worker);
        if (!Link.PROTOCOL.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            throw new Refused(
                    426,
                    "bad_request",
                    "This address begins a link: expected the header 'Upgrade: %s'".formatted(Link.PROTOCOL));
        }
        var connection = connections.open(session);
        var begun = false;
        try {
            // The connection takes pushes already, so nothing that the engine says from now on is lost.
            commands.await(new Command.Connected(session));
            response.setHeader(HttpHeaders.UPGRADE, Link.PROTOCOL);
            response.setHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            request.upgrade(WorkerLink.class)
                    .join(new WorkerLink.Ends(
                            line -> calls.take(session, line, connection::put),
                            connection,
                            settings.ping(),
                            () -> engine.health().serving(),
                            () -> connections.close(session, connection)));
            begun = true;
        } finally {
            if (!begun) {
                connections.close(session, connection);
            }
        }
    }
}
