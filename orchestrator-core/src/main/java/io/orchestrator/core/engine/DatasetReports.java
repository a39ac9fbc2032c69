package io.orchestrator.core.engine;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.protocol.worker.Report;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what a report says of datasets: what a worker let through still must not get into the database. */
final class DatasetReports {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private DatasetReports() {}

    /** What is wrong with it, or null. */
    static @Nullable String fault(Report report) {
        return switch (report) {
            case Report.Succeeded success -> fault(success.datasets());
            case Report.Failed failed -> fault(failed.datasets());
            default -> null;
        };
    }

    private static @Nullable String fault(DatasetReport report) {
        if (report.equals(DatasetReport.NONE)) {
            return null;
        }
        Stream<String> names = Stream.concat(
                report.tags().stream().flatMap(tag -> Stream.of(tag.dataset(), tag.tag())),
                report.staged().stream()
                        .flatMap(staged -> Stream.concat(Stream.of(staged.dataset()), staged.tags().stream())));
        if (!names.allMatch(name -> NAME.matcher(name).matches())) {
            return "it names a dataset or tag with characters that are not allowed";
        }
        boolean sound = report.staged().stream()
                .flatMap(staged -> staged.files().stream())
                .allMatch(
                        file -> HASH.matcher(file.sha256()).matches() && file.bytes() >= 0 && isRelative(file.name()));
        if (!sound) {
            return "it stages a file without a plain name, a length and a SHA-256";
        }
        return Json.MAPPER.writeValueAsBytes(report).length > Limits.DATASET_REPORT
                ? "it says more than " + Limits.DATASET_REPORT / 1024 / 1024
                        + " MiB of the datasets that it writes: write fewer files and say less of them"
                : null;
    }

    /** It must not lead out of the folder in which it is handed out. */
    private static boolean isRelative(String name) {
        return !name.isEmpty()
                && Stream.of(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
    }
}
