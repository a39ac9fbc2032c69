package io.orchestrator.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a process says that its checks have found, in order. */
final class ProcessChecks {

    private final List<Check> checks = new ArrayList<>();
    private final Set<Staging> discarded = new HashSet<>();

    /**
     * One of them.
     *
     * @param of what it is about, or null: nothing that the process writes
     * @param sentence for people, with what was found
     */
    private record Check(@Nullable Staging of, String name, DatasetCheck.Result result, String sentence) {}

    /**
     * Keeps one.
     *
     * @param of what it is about, or null: nothing that the process writes
     * @param summary may be empty
     * @param sample rows as a list of objects, anything else, or null: none
     * @return what is logged of it
     */
    String add(@Nullable Staging of, String name, boolean passed, String summary, @Nullable Object sample) {
        String ended = passed ? "passed" : "failed";
        String sentence = "check '" + name + "' " + ended + (summary.isEmpty() ? "" : ": " + summary);
        List<Map<String, ?>> rows = rows(sample);
        DatasetCheck.Result result = new DatasetCheck.Result(
                passed,
                summary.isEmpty() ? ended : summary,
                sample == null || !rows.isEmpty() ? Map.of() : Map.of("sample", sample),
                rows);
        String found = sample == null ? sentence : sentence + ", such as " + Json.write(sample);
        checks.add(new Check(of, name, result, found));
        return sentence;
    }

    /** Empty: they are no rows. */
    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> rows(@Nullable Object sample) {
        return sample instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)
                ? list.stream().<Map<String, ?>>map(row -> (Map<String, ?>) row).toList()
                : List.of();
    }

    /** No version comes of it. */
    void discarded(Staging staging) {
        discarded.add(staging);
    }

    /**
     * Of a version that was staged they decide what becomes of it.
     *
     * @throws ProcessException if any other has failed
     */
    void keep() throws IOException {
        List<String> failed = new ArrayList<>();
        for (Check check : checks) {
            if (check.of() != null && isStaged(check.of())) {
                check.of().checked(check.name(), check.result());
            } else if (!check.result().passed()) {
                failed.add(check.sentence());
            }
        }
        if (!failed.isEmpty()) {
            throw new ProcessException(String.join("; ", failed));
        }
    }

    private boolean isStaged(Staging staging) throws IOException {
        try (Stream<Path> files = Files.walk(staging.folder())) {
            return !discarded.contains(staging) && files.anyMatch(Files::isRegularFile);
        }
    }
}
