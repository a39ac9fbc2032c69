package io.orchestrator.web.worker;

import io.orchestrator.protocol.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;

/** Reads and writes bodies of the worker protocol, in its own JSON dialect and never more than was agreed. */
final class Bodies {

    private Bodies() {}

    /**
     * @param most the largest body, in bytes
     * @throws Refused if it is larger, or is no such JSON
     */
    static <T> T read(HttpServletRequest request, Class<T> type, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge(most);
        }
        T value;
        try {
            value = Json.MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            throw Refused.badRequest("The body is not a %s of protocol version 1: %s"
                    .formatted(type.getSimpleName(), e.getOriginalMessage()));
        }
        if (value == null) {
            throw Refused.badRequest("The body is null; expected a %s".formatted(type.getSimpleName()));
        }
        return value;
    }

    static ResponseEntity<byte[]> answer(int status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(body));
    }

    static ResponseEntity<byte[]> answer(Object body) {
        return answer(200, body);
    }

    private static Refused tooLarge(int most) {
        return new Refused(
                413, "too_large", "The body is larger than %d bytes: send it in smaller batches".formatted(most));
    }
}
