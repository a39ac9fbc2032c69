package io.orchestrator.web.worker;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.web.command.Commands;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The worker protocol, version 1: single calls. What goes over a session's link is in {@link LinkCalls}. */
@WorkerEndpoint
@RequestMapping("/worker/v1")
class WorkerApi {

    private static final int KILOBYTE = 1024;
    private static final int MEGABYTE = 1024 * KILOBYTE;
    private static final int REGISTER_SIZE = 64 * KILOBYTE;
    private static final int BATCH_SIZE = 16 * MEGABYTE;

    private final Commands commands;
    private final Registrations registrations;
    private final LogStore logs;
    private final Givens givens;

    WorkerApi(Commands commands, Registrations registrations, LogStore logs, Givens givens) {
        this.commands = commands;
        this.registrations = registrations;
        this.logs = logs;
        this.givens = givens;
    }

    @PostMapping("/sessions")
    ResponseEntity<byte[]> register(HttpServletRequest request) throws IOException {
        return Bodies.answer(registrations.register(Bodies.read(request, Register.class, REGISTER_SIZE)));
    }

    @PostMapping("/sessions/{sessionId}/logs")
    ResponseEntity<Void> log(@PathVariable UUID sessionId, WorkerLogin worker, HttpServletRequest request)
            throws IOException {
        OwnSession.check(sessionId, worker);
        var chunks = ReportCheck.whole(
                "chunks", Bodies.read(request, LogChunks.class, BATCH_SIZE).chunks());
        chunks.forEach(ReportCheck::check);
        logs.append(chunks);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/sessions/{sessionId}/attempts/{attemptId}/inputs")
    ResponseEntity<byte[]> inputs(
            @PathVariable UUID sessionId, @PathVariable UUID attemptId, @RequestParam String dag, WorkerLogin worker) {
        var inputs = commands.await(new Command.FetchInputs(OwnSession.check(sessionId, worker), dag, attemptId));
        return Bodies.answer(givens.fill(inputs));
    }

    @DeleteMapping("/sessions/{sessionId}")
    ResponseEntity<Void> end(@PathVariable UUID sessionId, WorkerLogin worker) {
        commands.await(new Command.EndSession(OwnSession.check(sessionId, worker)));
        return ResponseEntity.noContent().build();
    }
}
