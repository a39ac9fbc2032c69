package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A version in the making. */
final class StagedVersion implements Staging {

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_CHECK = 200;

    private final Dataset dataset;
    private final Path folder;
    private final @Nullable DatasetVersion parent;
    private final List<String> readers;
    private final Map<String, JsonNode> meta = new LinkedHashMap<>();
    private final Map<String, DatasetCheck.Result> checked = new LinkedHashMap<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private List<DatasetVersion.Column> columns = List.of();
    private long rows = -1;
    private boolean discarded;

    /**
     * Nothing is staged yet.
     *
     * @param folder exists and is empty
     * @param readers the tasks that read the dataset, as DAG.TASK
     */
    StagedVersion(Dataset dataset, Path folder, @Nullable DatasetVersion parent, List<String> readers) {
        this.dataset = dataset;
        this.folder = folder;
        this.parent = parent;
        this.readers = readers;
    }

    @Override
    public Dataset dataset() {
        return dataset;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public synchronized void rows(long number) {
        if (number < 0) {
            throw new IllegalArgumentException(
                    dataset + " cannot have " + number + " rows; leave it out if it is unknown");
        }
        rows = number;
    }

    @Override
    public synchronized void columns(List<DatasetVersion.Column> all) {
        columns = List.copyOf(all);
    }

    @Override
    public synchronized void meta(String key, Object value) {
        try {
            meta.put(key, TaskValues.of(value.getClass()).write(value, Limits.DATASET_META));
        } catch (BadOutputException e) {
            throw new IllegalArgumentException(
                    "what is said of " + dataset + " as '" + key + "' is larger than " + Limits.DATASET_META / 1024
                            + " KiB, or cannot be written as JSON; put it into a file of the version",
                    e);
        }
    }

    @Override
    public synchronized void tag(String tag) {
        tags.add(checkedTag(dataset.name(), tag));
    }

    static String checkedTag(String dataset, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException("the tag '" + tag + "' of dataset '" + dataset
                    + "' is not allowed; use 1 to 200 of the characters A-Z a-z 0-9 _ . -");
        }
        return tag;
    }

    @Override
    public synchronized void discard() {
        discarded = true;
    }

    synchronized boolean isDiscarded() {
        return discarded;
    }

    @Override
    public synchronized void checked(String name, DatasetCheck.Result result) {
        boolean own = dataset.checks().stream().anyMatch(check -> check.name().equals(name));
        if (own || name.isBlank() || name.length() > LONGEST_CHECK || checked.putIfAbsent(name, result) != null) {
            throw new IllegalArgumentException("the check '" + name + "' of " + dataset + " needs a name of 1 to "
                    + LONGEST_CHECK + " characters that no other check of it has");
        }
    }

    /** What others than the dataset's own checks have found. */
    synchronized Map<String, DatasetCheck.Result> checked() {
        return new LinkedHashMap<>(checked);
    }

    @Override
    public Optional<DatasetVersion> parent() {
        return Optional.ofNullable(parent);
    }

    @Override
    public synchronized long rows() {
        return rows;
    }

    @Override
    public synchronized List<DatasetVersion.Column> columns() {
        return columns;
    }

    /** The tasks that read the dataset. */
    List<String> readers() {
        return readers;
    }

    /** Its files by their names, in order. */
    Map<String, Path> files() throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder)) {
            found = all.filter(path -> !Files.isDirectory(path)).sorted().toList();
        }
        if (found.isEmpty()) {
            throw new IOException("nothing was staged of " + dataset
                    + "; write files into the folder of its staging, or call discard() if there is nothing new");
        }
        if (found.size() > Limits.DATASET_FILES) {
            throw new IOException(found.size() + " files were staged of " + dataset + ", at most "
                    + Limits.DATASET_FILES + " are possible; write fewer and larger ones");
        }
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path file : found) {
            String name = folder.relativize(file).toString();
            boolean odd = name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl);
            if (odd || !Files.isRegularFile(file) || Files.isSymbolicLink(file)) {
                throw new IOException("'" + name + "' was staged of " + dataset
                        + ", which is no file of its own with a plain name; stage copies instead of links");
            }
            files.put(name, file);
        }
        return files;
    }

    /** @param checks what they have found */
    synchronized DatasetReport.Staged report(List<DatasetReport.File> files, List<DatasetReport.Check> checks)
            throws IOException {
        JsonNode said = Json.MAPPER.valueToTree(meta);
        if (Json.MAPPER.writeValueAsBytes(said).length > Limits.DATASET_META) {
            throw new IOException("what is said of " + dataset + " is larger than " + Limits.DATASET_META / 1024
                    + " KiB as JSON, the most that is kept; put it into a file of the version");
        }
        return new DatasetReport.Staged(
                dataset.name(), files, rows, Json.MAPPER.valueToTree(columns), said, new ArrayList<>(tags), checks);
    }
}
