package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.sdk.Contract;
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
import java.util.concurrent.Callable;
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

    /** @param readers the tasks that read the dataset, as DAG.TASK, for whoever breaks what they count on */
    StagedVersion stage(Dataset dataset, @Nullable DatasetVersion parent, List<String> readers) throws IOException {
        begun = true;
        Path place = Files.createDirectories(folder.resolve("write").resolve(dataset.name()));
        StagedVersion version = new StagedVersion(dataset, place, parent, readers);
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
        List<DatasetReport.Staged> bad = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        for (StagedVersion version : staged) {
            if (!version.isDiscarded()) {
                Map<String, Path> files = version.files();
                List<DatasetReport.Check> checks = check(version);
                DatasetReport.Staged report = version.report(keep(files), checks);
                all.add(report);
                if (!checks.stream().allMatch(DatasetReport.Check::passed)) {
                    bad.add(report);
                    sentences.add(sentence(version, checks));
                }
            }
        }
        if (!bad.isEmpty()) {
            throw new FailedChecksException(
                    String.join("; ", sentences) + "; nothing was published, the version is in quarantine",
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

    /** Which checks did not let it pass, and who counts on the dataset. */
    private static String sentence(StagedVersion version, List<DatasetReport.Check> checks) {
        String dataset = "dataset '" + version.dataset().name() + "'";
        String failed = checks.stream()
                .filter(check -> !check.passed())
                .map(check -> dataset + " did not pass the check '" + check.name() + "': " + check.summary())
                .collect(Collectors.joining("; "));
        return version.readers().isEmpty()
                ? failed
                : failed + "; " + dataset + " is read by " + String.join(", ", version.readers());
    }

    /** What has been found already, and what the dataset's own checks find. */
    private static List<DatasetReport.Check> check(StagedVersion version) throws IOException, InterruptedException {
        List<DatasetReport.Check> checks = new ArrayList<>();
        for (Map.Entry<String, DatasetCheck.Result> found : version.checked().entrySet()) {
            checks.add(report(version, found.getKey(), found::getValue));
        }
        for (DatasetCheck check : version.dataset().checks()) {
            DatasetReport.Check found = report(version, check.name(), () -> check.run(version));
            checks.add(found);
            if (check.name().equals(Contract.CHECK) && !found.passed()) {
                // The others may not be able to tell anything of what has other columns.
                return checks;
            }
        }
        return checks;
    }

    private static DatasetReport.Check report(StagedVersion version, String name, Callable<DatasetCheck.Result> check)
            throws IOException, InterruptedException {
        try {
            DatasetCheck.Result result = check.call();
            return new DatasetReport.Check(
                    name,
                    result.passed(),
                    result.summary(),
                    TaskValues.of(Map.class).write(result.details(), Limits.DATASET_META),
                    TaskValues.of(List.class)
                            .write(result.sample().stream().limit(MOST_SAMPLES).toList(), Limits.DATASET_META));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    "the check '" + name + "' of dataset '" + version.dataset().name()
                            + "' cannot tell, so nothing was published: " + Throwables.sentence(e),
                    e);
        }
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
