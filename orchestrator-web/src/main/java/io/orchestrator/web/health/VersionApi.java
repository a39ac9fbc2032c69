package io.orchestrator.web.health;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Which version this is. */
@ApiEndpoint
@Needs(Right.LOGIN)
class VersionApi {

    record Version(String version, @Nullable String gitVersion) {}

    @GetMapping("/api/v2/version")
    Version version() {
        // Outside of a jar, as in tests, there is none.
        var built = VersionApi.class.getPackage().getImplementationVersion();
        return new Version(Objects.requireNonNullElse(built, "development"), null);
    }
}
