package io.orchestrator.web.task;

import io.orchestrator.web.api.Query;
import java.util.UUID;

/**
 * Where to go on reading a log.
 *
 * @param sequence the next piece
 */
record LogToken(UUID attemptId, int sequence) {

    String text() {
        return "%s.%d".formatted(attemptId, sequence);
    }

    /** @throws io.orchestrator.web.api.ApiRefusal if it is none that this server has given */
    static LogToken parse(String text) {
        var dot = text.indexOf('.');
        try {
            var sequence = Integer.parseInt(text.substring(dot + 1));
            if (dot > 0 && sequence >= 0) {
                return new LogToken(UUID.fromString(text.substring(0, dot)), sequence);
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as everything else that is no token.
        }
        throw Query.invalid("token", "It is no continuation_token of an earlier answer");
    }
}
