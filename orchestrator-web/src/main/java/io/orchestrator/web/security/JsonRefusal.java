package io.orchestrator.web.security;

import io.orchestrator.protocol.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;

/** Refuses a program before its request reaches the API, in the API's shape. */
final class JsonRefusal {

    private JsonRefusal() {}

    static void write(HttpServletResponse response, int status, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(Map.of("detail", detail)));
    }
}
