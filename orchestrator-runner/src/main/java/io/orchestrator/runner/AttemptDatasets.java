package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The versions of datasets that one attempt reads and writes, in a folder of its own. */
final class AttemptDatasets {

    private static final int MOST_SAMPLES = 20;

    private final Lake lake;
    private final Path folder;
    private final List<StagedVersion> staged = new ArrayList<>();
    private final Map<String, DatasetReport.Tag> tags = new LinkedHashMap<>();
    private boolean begun;

    AttemptDatasets(Lake lake, UUID attempt) {
        this.lake = lake;
        this.folder = lake.folder().resolve("data-" + attempt);
    }

    /** A version with its files here. */
    DatasetVersion version(JsonNode json) throws IOException, InterruptedException {
        List<DatasetVersion.File> files = new ArrayList<>();
        Path root = folder.resolve("read").resolve(json.path("dataset").asString());
        for (JsonNode file : json.path("files")) {
            String name = file.path("name").asString();
            // A version that adds to others may have a file of the same name as one of those.
            Path path = root.resolve(file.path("version").asString()).resolve(name);
            DatasetVersion.File found = new DatasetVersion.File(
                    name, path, file.path("bytes").asLong(), file.path("sha256").asString());
            if (!Files.exists(path)) {
                begun = true;
                Files.createDirectories(path.resolveSibling(""));
                lake.store().fetch(found.sha256(), found.bytes(), path);
            }
            files.add(found);
        }
        return DatasetSpecs.version(json, files);
    }

    StagedVersion stage(Dataset dataset, @Nullable DatasetVersion parent) throws IOException {
        begun = true;
        Path place = Files.createDirectories(folder.resolve("write").resolve(dataset.name()));
        StagedVersion version = new StagedVersion(dataset, place, parent);
        staged.add(version);
        return version;
    }

    synchronized void tag(DatasetVersion version, String tag) {
        String checked = StagedVersion.checkedTag(version.dataset(), tag);
        tags.put(
                version.dataset() + "@" + checked, new DatasetReport.Tag(version.dataset(), version.number(), checked));
    }

    /**
     * Checks what was staged and puts its files into the lake.
     *
     * @throws FailedChecksException if a check does not let a version pass
     * @throws IOException if files cannot be read or kept, or a check cannot tell
     */
    DatasetReport finish() throws FailedChecksException, IOException, InterruptedException {
        List<DatasetReport.Staged> all = new ArrayList<>();
        for (StagedVersion version : staged) {
            if (!version.isDiscarded()) {
                Map<String, Path> files = version.files();
                List<DatasetReport.Check> checks = check(version);
                all.add(version.report(keep(files), checks));
            }
        }
        List<DatasetReport.Staged> bad = all.stream()
                .filter(one -> !one.checks().stream().allMatch(DatasetReport.Check::passed))
                .toList();
        if (!bad.isEmpty()) {
            throw new FailedChecksException(
                    bad.stream().map(AttemptDatasets::sentence).collect(Collectors.joining("; "))
                            + "; nothing was published, the version is in quarantine",
                    checked(new DatasetReport(bad, List.of())));
        }
        synchronized (this) {
            return all.isEmpty() && tags.isEmpty()
                    ? DatasetReport.NONE
                    : checked(new DatasetReport(all, List.copyOf(tags.values())));
        }
    }

    private static DatasetReport checked(DatasetReport report) throws IOException {
        if (Json.MAPPER.writeValueAsBytes(report).length > Limits.DATASET_REPORT) {
            throw new IOException("what is to be kept of the datasets that the task writes is larger than "
                    + Limits.DATASET_REPORT / 1024 / 1024 + " MiB as JSON; write fewer files and say less of them");
        }
        return report;
    }

    private static String sentence(DatasetReport.Staged version) {
        return version.checks().stream()
                .filter(check -> !check.passed())
                .map(check -> "dataset '" + version.dataset() + "' did not pass the check '" + check.name() + "': "
                        + check.summary())
                .collect(Collectors.joining("; "));
    }

    private static List<DatasetReport.Check> check(StagedVersion version) throws IOException, InterruptedException {
        List<DatasetReport.Check> checks = new ArrayList<>();
        for (DatasetCheck check : version.dataset().checks()) {
            try {
                DatasetCheck.Result result = check.run(version);
                checks.add(new DatasetReport.Check(
                        check.name(),
                        result.passed(),
                        result.summary(),
                        TaskValues.of(Map.class).write(result.details(), Limits.DATASET_META),
                        TaskValues.of(List.class)
                                .write(
                                        result.sample().stream()
                                                .limit(MOST_SAMPLES)
                                                .toList(),
                                        Limits.DATASET_META)));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(
                        "the check '" + check.name() + "' of dataset '"
                                + version.dataset().name() + "' cannot tell, so nothing was published: "
                                + Throwables.sentence(e),
                        e);
            }
        }
        return checks;
    }

    private List<DatasetReport.File> keep(Map<String, Path> files) throws IOException, InterruptedException {
        List<DatasetReport.File> kept = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            kept.add(new DatasetReport.File(file.getKey(), lake.put(file.getValue()), Files.size(file.getValue())));
        }
        return kept;
    }

    /** Takes its folder away. What cannot be deleted goes with the runner's folder. */
    void end() {
        if (!begun) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            System.getLogger(AttemptDatasets.class.getName())
                    .log(System.Logger.Level.DEBUG, "the folder of an attempt stays until its runner ends", e);
        }
    }
}
