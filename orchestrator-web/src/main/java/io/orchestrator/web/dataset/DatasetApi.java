package io.orchestrator.web.dataset;

import io.orchestrator.core.dataset.VersionDiff;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.dataset.DatasetAnswer.Details;
import io.orchestrator.web.dataset.DatasetAnswer.Version;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Datasets and their versions: list, show, compare, tag, hold. Airflow has nothing like it. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/orchestrator/v1/datasets")
class DatasetApi {

    private final Datasets datasets;
    private final DatasetDiffs diffs;
    private final DatasetDeeds deeds;

    DatasetApi(Datasets datasets, DatasetDiffs diffs, DatasetDeeds deeds) {
        this.datasets = datasets;
        this.diffs = diffs;
        this.deeds = deeds;
    }

    record Answer(List<DatasetAnswer> datasets, long totalEntries) {}

    record Versions(List<Version> versions, long totalEntries) {}

    @Accepts(query = {"q", "limit", "offset"})
    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, Set.of("q", "limit", "offset"));
        var part = datasets.list(query.text("q").orElse(null), Window.limit(query), Window.offset(query));
        return new Answer(part.rows(), part.total());
    }

    @GetMapping("/{name}")
    DatasetAnswer show(@PathVariable String name) {
        return datasets.find(name);
    }

    @Accepts(query = {"state", "limit", "offset"})
    @GetMapping("/{name}/versions")
    Versions versions(@PathVariable String name, HttpServletRequest request) {
        var query = Query.of(request, Set.of("state", "limit", "offset"));
        var part = datasets.versions(name, query.text("state").orElse(null), Window.limit(query), Window.offset(query));
        return new Versions(part.rows(), part.total());
    }

    @GetMapping("/{name}/versions/{number}")
    Details version(@PathVariable String name, @PathVariable long number) {
        return datasets.details(datasets.version(name, number));
    }

    @Accepts(query = {"from", "to"})
    @GetMapping("/{name}/diff")
    VersionDiff diff(@PathVariable String name, HttpServletRequest request) {
        var query = Query.of(request, Set.of("from", "to"));
        return diffs.between(name, number(query, "from"), number(query, "to"));
    }

    private static long number(Query query, String name) {
        return query.integer(name)
                .orElseThrow(() -> Query.invalid(name, "It is missing: expected the number of a version"));
    }

    @Accepts(body = "number")
    @PutMapping("/{name}/tags/{tag}")
    @Needs(Right.EDIT)
    DatasetAnswer tag(@PathVariable String name, @PathVariable String tag, @RequestBody JsonNode json, Principal user) {
        long number = Body.of(json, Set.of("number"))
                .integer("number")
                .orElseThrow(() -> Body.invalid("number", "It is missing: expected the number of a version"));
        deeds.tag(datasets.version(name, number), number, TagNames.checked(tag), user.getName());
        return datasets.find(name);
    }

    @DeleteMapping("/{name}/tags/{tag}")
    @Needs(Right.EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void untag(@PathVariable String name, @PathVariable String tag, Principal user) {
        datasets.find(name);
        if (!deeds.untag(name, tag, user.getName())) {
            throw ApiRefusal.notFound("No version of the dataset `%s` has the tag `%s`".formatted(name, tag));
        }
    }

    @PutMapping("/{name}/versions/{number}/hold")
    @Needs(Right.EDIT)
    Version hold(@PathVariable String name, @PathVariable long number, Principal user) {
        deeds.keep(datasets.version(name, number), number, true, user.getName());
        return datasets.version(name, number);
    }

    @DeleteMapping("/{name}/versions/{number}/hold")
    @Needs(Right.EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String name, @PathVariable long number, Principal user) {
        deeds.keep(datasets.version(name, number), number, false, user.getName());
    }
}
