package io.orchestrator.bench.check;

import io.orchestrator.bench.check.Versions.Event;
import io.orchestrator.bench.check.Versions.File;
import io.orchestrator.bench.check.Versions.Read;
import io.orchestrator.bench.check.Versions.Version;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the database says that an attempt has read is what its code was given: what its run has published itself, else the version
 * whose event started the run; and all attempts of a run see the same. No DAG under test reads by a tag.
 */
final class PinsRight implements Rule {

    private record Seen(long runKey, String dataset) {}

    private record Given(UUID attempt, String version) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>(recorded(history));
        Map<Seen, Long> own = new HashMap<>();
        for (Version version : history.versions().all()) {
            if (version.number() != null) {
                own.merge(new Seen(version.runKey(), version.dataset()), version.number(), Math::max);
            }
        }
        Map<Seen, Long> started = new HashMap<>();
        for (Event event : history.versions().events()) {
            event.takenBy().forEach(run -> started.merge(new Seen(run, event.dataset()), event.version(), Math::max));
        }
        Map<Seen, Set<Long>> seen = history.versions().reads().stream()
                .collect(Collectors.groupingBy(
                        read -> new Seen(read.runKey(), read.dataset()),
                        Collectors.mapping(Read::number, Collectors.toSet())));
        seen.forEach((of, numbers) -> {
            Long expected = own.getOrDefault(of, started.get(of));
            if (numbers.size() > 1 || expected != null && !numbers.contains(expected)) {
                found.add(new Violation(
                        Kind.WRONG,
                        "run %d has read versions %s of %s, expected one%s"
                                .formatted(
                                        of.runKey(), numbers, of.dataset(), expected == null ? "" : ": " + expected)));
            }
        });
        return found;
    }

    /** What the files say that they were made of. */
    private static List<Violation> recorded(History history) {
        List<Violation> found = new ArrayList<>();
        Set<Given> reads = new HashSet<>();
        history.versions()
                .reads()
                .forEach(read -> reads.add(new Given(read.attempt(), read.dataset() + "@" + read.number())));
        for (Version version : history.versions().all()) {
            for (File file : version.files()) {
                LakeRow row = LakeRow.of(history.versions(), file).orElse(null);
                if (row != null
                        && !row.read().equals(LakeRow.NOTHING)
                        && !reads.contains(new Given(version.attempt(), row.read()))) {
                    found.add(new Violation(
                            Kind.WRONG,
                            "version %s was made of %s, and the database does not say that attempt %s has read it"
                                    .formatted(version.name(), row.read(), version.attempt())));
                }
            }
        }
        return found;
    }
}
