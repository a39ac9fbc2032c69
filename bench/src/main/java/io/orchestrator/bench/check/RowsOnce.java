package io.orchestrator.bench.check;

import io.orchestrator.bench.check.Versions.File;
import io.orchestrator.bench.check.Versions.Version;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A version has what its own attempt wrote, and what is added to a dataset is in it once. */
final class RowsOnce implements Rule {

    private record Place(String dataset, String key) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<Place, Version> first = new HashMap<>();
        for (Version version : history.versions().all()) {
            for (File file : version.files()) {
                LakeRow row = LakeRow.of(history.versions(), file).orElse(null);
                if (row != null && !row.isOf(version)) {
                    found.add(new Violation(
                            Kind.STALE,
                            "version %s of attempt %s has what another one wrote: %s"
                                    .formatted(version.name(), version.attempt(), row)));
                }
                if (row != null && version.appends()) {
                    Version other = first.putIfAbsent(new Place(version.dataset(), row.key()), version);
                    if (other != null) {
                        found.add(new Violation(
                                Kind.DOUBLED,
                                "%s was added by version %s and by version %s"
                                        .formatted(row.key(), other.name(), version.name())));
                    }
                }
            }
        }
        return found;
    }
}
