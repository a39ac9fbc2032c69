package io.orchestrator.web.dataset;

import io.orchestrator.core.dataset.VersionDiff;
import io.orchestrator.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Compares versions of datasets. */
@Component
class DatasetDiffs {

    private final Datasets datasets;

    DatasetDiffs(Datasets datasets) {
        this.datasets = datasets;
    }

    /** @throws io.orchestrator.web.api.ApiRefusal 404 if one of them is not there */
    VersionDiff between(String dataset, long from, long to) {
        return VersionDiff.of(side(dataset, from), side(dataset, to));
    }

    private VersionDiff.Side side(String dataset, long number) {
        var details = datasets.details(datasets.version(dataset, number));
        List<JsonNode> files = new ArrayList<>();
        details.files()
                .forEach(file -> files.add(Json.MAPPER
                        .createObjectNode()
                        .put("name", file.name())
                        .put("sha256", file.sha256())
                        .put("bytes", file.bytes())));
        return new VersionDiff.Side(files, details.columns(), details.meta());
    }
}
