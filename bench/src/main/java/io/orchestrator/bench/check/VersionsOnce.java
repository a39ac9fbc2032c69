package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Versions.Event;
import io.orchestrator.bench.check.Versions.Version;
import io.orchestrator.bench.check.Violation.Kind;
import io.orchestrator.protocol.graph.GivenSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Each success of a task that writes a dataset has published one version of it, and nothing else has; the numbers have no gaps; each
 * version is one event, and an event that DAGs follow was taken once. The DAGs under test discard nothing, and no check fails.
 */
final class VersionsOnce implements Rule {

    private record Name(String dataset, long number) {}

    private record Written(UUID attempt, String dataset) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<UUID, Attempt> attempts = history.attemptsById();
        for (Version version : history.versions().all()) {
            Attempt attempt = attempts.get(version.attempt());
            if (attempt == null || !attempt.state().equals("success")) {
                found.add(new Violation(
                        Kind.HALF,
                        "version %s is of attempt %s, which is %s"
                                .formatted(
                                        version.name(),
                                        version.attempt(),
                                        attempt == null ? "not there" : attempt.state())));
            } else if (version.number() == null) {
                found.add(new Violation(
                        Kind.HALF,
                        "a version of %s of attempt %s, which succeeded, has no number"
                                .formatted(version.dataset(), version.attempt())));
            }
        }
        found.addAll(oneOfEach(history));
        history.versions().all().stream()
                .filter(version -> version.number() != null)
                .collect(Collectors.groupingBy(Version::dataset))
                .forEach((dataset, versions) -> found.addAll(numbered(dataset, versions)));
        found.addAll(events(history));
        return found;
    }

    /** Of every success, of every dataset that its task declares to write. */
    private static List<Violation> oneOfEach(History history) {
        List<Violation> found = new ArrayList<>();
        Map<Written, Long> versions = history.versions().all().stream()
                .collect(Collectors.groupingBy(
                        version -> new Written(version.attempt(), version.dataset()), Collectors.counting()));
        Map<Long, Run> runs = history.runsByKey();
        for (Attempt attempt : history.attempts()) {
            Run run = runs.get(attempt.runKey());
            if (run != null && attempt.state().equals("success")) {
                for (String dataset : written(history, run, attempt.graphTask())) {
                    long count = versions.getOrDefault(new Written(attempt.id(), dataset), 0L);
                    if (count != 1) {
                        found.add(new Violation(
                                count == 0 ? Kind.LOST : Kind.DOUBLED,
                                "attempt %s of %s succeeded and published %d versions of %s"
                                        .formatted(attempt.id(), attempt.task(), count, dataset)));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> written(History history, Run run, String taskId) {
        return history.graphOf(run).stream()
                .flatMap(graph -> graph.tasks().stream())
                .filter(task -> task.taskId().equals(taskId))
                .flatMap(task -> task.given().stream())
                .filter(given -> given.kind().isWritten())
                .map(GivenSpec::dataset)
                .toList();
    }

    private static List<Violation> numbered(String dataset, List<Version> versions) {
        List<Violation> found = new ArrayList<>();
        Set<Long> numbers = new HashSet<>();
        for (Version version : versions) {
            if (!numbers.add(version.number())) {
                found.add(new Violation(Kind.DOUBLED, "version %s is there twice".formatted(version.name())));
            }
            Long base = version.appends() ? Long.valueOf(1) : version.number();
            if (base != null && !base.equals(version.base())) {
                found.add(new Violation(
                        Kind.HALF,
                        "version %s begins with version %d, expected %d"
                                .formatted(version.name(), version.base(), base)));
            }
        }
        for (long number = 1; number <= numbers.size(); number++) {
            if (!numbers.contains(number)) {
                found.add(new Violation(
                        Kind.LOST,
                        "of %d versions of %s number %d is not there".formatted(numbers.size(), dataset, number)));
            }
        }
        return found;
    }

    private static List<Violation> events(History history) {
        List<Violation> found = new ArrayList<>();
        List<Event> events = history.versions().events();
        Map<Name, Long> told = events.stream()
                .collect(Collectors.groupingBy(
                        event -> new Name(event.dataset(), event.version()), Collectors.counting()));
        Set<Name> published = new HashSet<>();
        for (Version version : history.versions().all()) {
            if (version.number() != null) {
                Name name = new Name(version.dataset(), version.number());
                published.add(name);
                long count = told.getOrDefault(name, 0L);
                if (count != 1) {
                    found.add(new Violation(
                            count == 0 ? Kind.LOST : Kind.DOUBLED,
                            "version %s has %d events".formatted(version.name(), count)));
                }
            }
        }
        told.keySet().stream()
                .filter(name -> !published.contains(name))
                .forEach(name -> found.add(new Violation(
                        Kind.HALF,
                        "an event tells of version %s@%d, which is not there"
                                .formatted(name.dataset(), name.number()))));
        found.addAll(taken(events));
        return found;
    }

    private static List<Violation> taken(List<Event> events) {
        Set<String> followed = events.stream()
                .filter(event -> !event.takenBy().isEmpty())
                .map(Event::dataset)
                .collect(Collectors.toSet());
        return events.stream()
                .filter(event ->
                        followed.contains(event.dataset()) && event.takenBy().size() != 1)
                .map(event -> new Violation(
                        event.takenBy().isEmpty() ? Kind.UNFINISHED : Kind.DOUBLED,
                        "the event of version %s@%d was taken by the runs %s, expected one"
                                .formatted(event.dataset(), event.version(), event.takenBy())))
                .toList();
    }
}
