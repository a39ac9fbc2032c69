package io.orchestrator.web.dag;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;

/** The tags that DAGs have. */
@ApiEndpoint
@Needs(Right.SEE)
class DagTagApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "tag_name_pattern");

    private final DagRows dags;
    private final Access access;

    DagTagApi(DagRows dags, Access access) {
        this.dags = dags;
        this.access = access;
    }

    record Tags(List<String> tags, int totalEntries) {}

    @GetMapping("/api/v2/dagTags")
    Tags list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, Map.of("name", "name"), Sort.by("name"));
        var pattern = query.text("tag_name_pattern")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replace("%", "");
        var order = paging.sort().iterator().next().isDescending()
                ? Comparator.<String>reverseOrder()
                : Comparator.<String>naturalOrder();
        var tags = dags.findAll(access.rows("dagId", Right.SEE), Sort.unsorted()).stream()
                .flatMap(dag -> dag.tags().stream())
                .filter(tag -> tag.toLowerCase(Locale.ROOT).contains(pattern))
                .distinct()
                .sorted(order)
                .toList();
        return new Tags(paging.of(tags), tags.size());
    }
}
