package io.orchestrator.web.openapi;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.health.ProductVersion;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;

/** Gives programs the description of what they may ask. */
@ApiEndpoint
@Needs(Right.LOGIN)
class OpenApiEndpoint {

    private final OpenApi description;
    /** The addresses are the same until the server ends. */
    private volatile byte @Nullable [] written;

    OpenApiEndpoint(OpenApi description) {
        this.description = description;
    }

    @GetMapping(
            path = {"/api/orchestrator/v1/openapi.json", "/api/v2/openapi.json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] show() {
        var known = written;
        if (known == null) {
            known = Json.MAPPER.writeValueAsBytes(description.document(ProductVersion.TEXT));
            written = known;
        }
        return known;
    }
}
