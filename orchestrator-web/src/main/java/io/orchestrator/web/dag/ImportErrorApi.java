package io.orchestrator.web.dag;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.NumericId;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Why DAGs could not be described. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/importErrors")
class ImportErrorApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "filename_pattern");
    private static final Map<String, String> SORTABLE =
            Map.of("timestamp", "at", "filename", "source", "bundle_name", "bundle");
    private static final Sort NEWEST = Sort.by(Sort.Direction.DESC, "at").and(Sort.by("id"));

    private final ImportErrorRows errors;
    private final VisibleErrors visible;

    ImportErrorApi(ImportErrorRows errors, VisibleErrors visible) {
        this.errors = errors;
        this.visible = visible;
    }

    record Errors(List<ErrorAnswer> importErrors, long totalEntries) {}

    record ErrorAnswer(long importErrorId, Instant timestamp, String filename, String bundleName, String stackTrace) {

        static ErrorAnswer of(ImportErrorRow error) {
            var trace = error.detail().isEmpty() ? error.message() : error.message() + "\n\n" + error.detail();
            return new ErrorAnswer(NumericId.of(error.id()), error.at(), error.source(), error.bundle(), trace);
        }
    }

    @GetMapping
    Errors list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var filter = query.text("filename_pattern")
                .<Specification<ImportErrorRow>>map(pattern -> Filters.like("source", pattern))
                .orElse(Specification.unrestricted());
        var part = Paging.of(query, SORTABLE, NEWEST).read(errors, filter.and(visible.filter()));
        return new Errors(part.rows().stream().map(ErrorAnswer::of).toList(), part.total());
    }

    @GetMapping("/{number}")
    ErrorAnswer show(@PathVariable long number) {
        return errors.findAll(visible.filter(), NEWEST).stream()
                .filter(error -> NumericId.of(error.id()) == number)
                .findFirst()
                .map(ErrorAnswer::of)
                .orElseThrow(() -> ApiRefusal.notFound(
                        "The ImportError with import_error_id: `%d` was not found".formatted(number)));
    }
}
