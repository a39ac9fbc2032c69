package io.orchestrator.web.worker;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.lines.LineReader;
import io.orchestrator.protocol.worker.Link;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.WorkerCall;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Carries out what a worker asks over its link. The engine answers when it is durable, and meanwhile the next call is read. */
@Component
class LinkCalls {

    private static final Logger LOG = LoggerFactory.getLogger(LinkCalls.class);

    private final Engine engine;

    LinkCalls(Engine engine) {
        this.engine = engine;
    }

    /**
     * Takes one line of a session's link.
     *
     * @param reply gets the answer, now or later, on some thread; must not block
     */
    void take(UUID sessionId, LineReader.Line line, Consumer<ServerLine> reply) {
        try {
            carryOut(sessionId, read(line), reply);
        } catch (Refused why) {
            reply.accept(new ServerLine.Refused(numberOf(line.bytes()), why.error()));
        }
    }

    private static WorkerCall read(LineReader.Line line) {
        if (line.cut()) {
            throw new Refused(
                    413,
                    "too_large",
                    "The call is larger than %d bytes: send it in smaller batches".formatted(Link.LONGEST_CALL));
        }
        WorkerCall call;
        try {
            call = Json.MAPPER.readValue(line.bytes(), WorkerCall.class);
        } catch (JacksonException e) {
            throw Refused.badRequest("The line is no call of protocol version 1: %s".formatted(e.getOriginalMessage()));
        }
        if (call == null || call.call() <= 0) {
            throw Refused.badRequest("The call has no number: expected 'call', larger than 0");
        }
        return call;
    }

    private void carryOut(UUID sessionId, WorkerCall call, Consumer<ServerLine> reply) {
        switch (call) {
            case WorkerCall.Beat beat -> {
                ReportCheck.require("heartbeat", beat.heartbeat());
                ReportCheck.check(beat.heartbeat());
                answer(
                        call,
                        engine.submit(new Command.Beat(sessionId, beat.heartbeat())),
                        reply,
                        ServerLine.Beaten::new);
            }
            case WorkerCall.TakeReports take -> {
                ReportCheck.require("reports", take.reports());
                ReportCheck.check(take.reports());
                answer(
                        call,
                        engine.submit(new Command.TakeReports(sessionId, take.reports())),
                        reply,
                        ServerLine.Taken::new);
            }
        }
    }

    private static <R> void answer(
            WorkerCall call,
            CompletableFuture<R> answer,
            Consumer<ServerLine> reply,
            BiFunction<Long, R, ServerLine> line) {
        answer.whenComplete((given, failure) -> reply.accept(
                failure == null
                        ? line.apply(call.call(), given)
                        : new ServerLine.Refused(call.call(), refusal(failure).error())));
    }

    private static Refused refusal(Throwable failure) {
        if (failure instanceof CommandRefused why) {
            return Refused.by(why);
        }
        LOG.error("the engine failed to carry out a worker's call", failure);
        return new Refused(500, "unavailable", "The engine could not do this just now: try again.");
    }

    /** The number of a call that cannot be read as a whole; 0 if it does not come before what is wrong. */
    private static long numberOf(byte[] line) {
        try (JsonParser parser = Json.MAPPER.createParser(line)) {
            int depth = 0;
            for (@Nullable JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1
                        && token == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals("call")) {
                    return parser.nextToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                }
            }
        } catch (JacksonException unreadable) {
            LOG.debug("a call's number cannot be read", unreadable);
        }
        return 0;
    }
}
