package io.orchestrator.web.api;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;

/** What every installation of Airflow has and none of ours: providers, plugins, a configuration to be read by programs. */
@ApiEndpoint
@Needs(Right.SEE)
class NothingApi {

    private static final Set<String> PAGE = Set.of("limit", "offset");

    record Providers(List<Object> providers, int totalEntries) {}

    record Plugins(List<Object> plugins, int totalEntries) {}

    record PluginErrors(List<Object> importErrors, int totalEntries) {}

    @GetMapping("/api/v2/providers")
    Providers providers(HttpServletRequest request) {
        checkPage(request);
        return new Providers(List.of(), 0);
    }

    @GetMapping("/api/v2/plugins")
    Plugins plugins(HttpServletRequest request) {
        checkPage(request);
        return new Plugins(List.of(), 0);
    }

    @GetMapping("/api/v2/plugins/importErrors")
    PluginErrors pluginErrors() {
        return new PluginErrors(List.of(), 0);
    }

    /** As Airflow answers where {@code expose_config} is off, which is its default. */
    @GetMapping({"/api/v2/config", "/api/v2/config/section/{section}/option/{option}"})
    Object configuration() {
        throw ApiRefusal.of(
                HttpStatus.FORBIDDEN,
                "The configuration is not given to programs: docs/operating.md lists the settings, the server's start its faults");
    }

    private static void checkPage(HttpServletRequest request) {
        Paging.of(Query.of(request, PAGE), Map.of(), Sort.unsorted());
    }
}
