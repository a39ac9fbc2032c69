package io.orchestrator.web.health;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Which version this is. Airflow tells everybody, and its client asks before it has logged in. */
@ApiEndpoint
@Needs(Right.ANYBODY)
class VersionApi {

    record Version(String version, @Nullable String gitVersion) {}

    @GetMapping("/api/v2/version")
    Version version() {
        return new Version(ProductVersion.TEXT, null);
    }
}
