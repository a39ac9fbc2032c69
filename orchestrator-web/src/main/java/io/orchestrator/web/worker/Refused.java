package io.orchestrator.web.worker;

import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.web.error.Refusals;

/** A request of a worker that is answered with an error. */
final class Refused extends RuntimeException {

    private final int status;
    private final transient ProtocolError error;

    Refused(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = new ProtocolError(code, message);
    }

    static Refused badRequest(String message) {
        return new Refused(400, "bad_request", message);
    }

    static Refused notFound(String message) {
        return new Refused(404, "not_found", message);
    }

    static Refused by(CommandRefused why) {
        var code = switch (why.kind()) {
            case NOT_FOUND -> "unknown_attempt";
            case CONFLICT -> "conflict";
            case INVALID -> "bad_request";
            case GONE -> "session_over";
            case ELSEWHERE -> "elsewhere";
            case UNAVAILABLE -> "unavailable";
        };
        return new Refused(Refusals.status(why.kind()).value(), code, Refusals.sentence(why));
    }

    int status() {
        return status;
    }

    ProtocolError error() {
        return error;
    }
}
