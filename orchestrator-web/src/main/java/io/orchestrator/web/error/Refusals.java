package io.orchestrator.web.error;

import io.orchestrator.core.engine.CommandRefused;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** Which status a refusal of the engine has. */
public final class Refusals {

    private Refusals() {}

    /** What was found, what was expected, what to do. */
    public static String sentence(CommandRefused refused) {
        return Objects.requireNonNullElse(refused.getMessage(), "");
    }

    public static HttpStatus status(CommandRefused.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case INVALID -> HttpStatus.BAD_REQUEST;
            case GONE -> HttpStatus.GONE;
            case ELSEWHERE -> HttpStatus.CONFLICT;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
