package io.orchestrator.web.dataset;

import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Versions that checks did not let pass, and publishing one in spite of them. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/orchestrator/v1/quarantine")
class QuarantineApi {

    static final int LONGEST_REASON = 1000;

    private final Datasets datasets;
    private final DatasetDeeds deeds;

    QuarantineApi(Datasets datasets, DatasetDeeds deeds) {
        this.datasets = datasets;
        this.deeds = deeds;
    }

    record Answer(List<Version> versions, long totalEntries) {}

    @Accepts(query = {"limit", "offset"})
    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, Set.of("limit", "offset"));
        var part = datasets.quarantined(Window.limit(query), Window.offset(query));
        return new Answer(part.rows(), part.total());
    }

    /** Also one that is published by now. */
    @GetMapping("/{id}")
    Details show(@PathVariable long id) {
        return datasets.details(datasets.version(id));
    }

    @Accepts(body = "reason")
    @PostMapping("/{id}/publish")
    @Needs(Right.EDIT)
    Version publish(@PathVariable long id, @RequestBody JsonNode json, Principal user) {
        var reason = Body.of(json, Set.of("reason"))
                .text("reason", LONGEST_REASON)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Body.invalid("reason", "It is missing: say why it is published all the same"));
        deeds.publish(datasets.version(id), reason.strip(), user.getName());
        return datasets.version(id);
    }
}
