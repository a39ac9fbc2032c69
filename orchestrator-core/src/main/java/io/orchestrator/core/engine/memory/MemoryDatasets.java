package io.orchestrator.core.engine.memory;

import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.given.GivenDatasets;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.worker.DatasetReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Versions of datasets, for any thread. Which of them has started a run it does not know. */
public final class MemoryDatasets implements GivenDatasets {

    private final Function<String, List<String>> readers;
    private final Map<String, List<NewVersion>> published = new TreeMap<>();
    private final List<NewVersion> quarantined = new ArrayList<>();
    private final Map<String, Boolean> appendOnly = new HashMap<>();
    private final Map<String, Integer> switched = new HashMap<>();
    private final Map<String, Map<String, Long>> tags = new TreeMap<>();
    private final Map<String, Long> movers = new HashMap<>();
    private final Map<List<Object>, Long> pins = new HashMap<>();
    private final Map<List<Object>, Long> reads = new HashMap<>();
    private final Map<List<Object>, Long> lastReads = new HashMap<>();
    private final Map<Long, Long> repeats = new HashMap<>();
    private final Set<List<Object>> written = new HashSet<>();

    /** @param readers says which tasks read a dataset, as DAG.TASK; asked before anything here is held */
    MemoryDatasets(Function<String, List<String>> readers) {
        this.readers = readers;
    }

    synchronized void check(List<RunWrites> runs) {
        for (RunWrites run : runs) {
            for (NewVersion version : run.datasets().versions()) {
                RowChecks.require(
                        !written.contains(List.of(version.attemptId(), version.dataset())),
                        "is the second of its attempt",
                        version);
            }
        }
    }

    synchronized void write(List<RunWrites> runs) {
        for (RunWrites run : runs) {
            write(run.datasets());
            if (run.datasets().repeats() != null) {
                repeats.put(run.run().runKey(), run.datasets().repeats());
            }
        }
    }

    /** What became of attempts elsewhere. */
    public synchronized void write(DatasetMoves moves) {
        for (NewVersion version : moves.versions()) {
            written.add(List.of(version.attemptId(), version.dataset()));
            appendOnly.putIfAbsent(version.dataset(), version.appendOnly());
            if (version.published()) {
                versions(version.dataset()).add(version);
            } else {
                quarantined.add(version);
            }
        }
        moves.tags().forEach(this::move);
    }

    private void move(NewTag tag) {
        List<NewVersion> versions = versions(tag.dataset());
        long number = tag.number() != null ? tag.number() : numberOf(tag.attemptId(), versions);
        if (number > 0 && number <= versions.size()) {
            tags.computeIfAbsent(tag.dataset(), first -> new TreeMap<>()).put(tag.tag(), number);
            movers.put(tag.dataset() + "@" + tag.tag(), tag.runKey());
        }
    }

    private static long numberOf(UUID attempt, List<NewVersion> versions) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).attemptId().equals(attempt)) {
                return i + 1L;
            }
        }
        return 0;
    }

    /** The number of the version that an attempt has published of a dataset, or null. */
    synchronized @Nullable Long published(UUID attempt, String dataset) {
        long number = numberOf(attempt, versions(dataset));
        return number == 0 ? null : number;
    }

    private List<NewVersion> versions(String dataset) {
        return published.computeIfAbsent(dataset, first -> new ArrayList<>());
    }

    /** The versions of a dataset that are published, in the order of their numbers. */
    public synchronized List<NewVersion> all(String dataset) {
        return List.copyOf(versions(dataset));
    }

    /** The versions that checks did not let pass. */
    public synchronized List<NewVersion> quarantined() {
        return List.copyOf(quarantined);
    }

    @Override
    public JsonNode of(GivenSpec wanted, GivenFor attempt) {
        List<String> reading = wanted.kind().isWritten() ? readers.apply(wanted.dataset()) : List.of();
        return of(wanted, attempt, reading);
    }

    private synchronized JsonNode of(GivenSpec wanted, GivenFor attempt, List<String> reading) {
        return switch (wanted.kind()) {
            case DATASET, DATASET_IF_ANY -> read(wanted, attempt);
            case DATASET_HISTORY -> {
                ArrayNode history = Json.MAPPER.createArrayNode();
                long newest = number(wanted.dataset(), "@history", attempt);
                int most = Integer.parseInt(wanted.behind());
                for (long number = newest; number > Math.max(0, newest - most); number--) {
                    history.add(json(wanted.dataset(), number));
                }
                yield history;
            }
            case DATASET_WRITE, DATASET_APPEND -> next(wanted, attempt, reading);
            default -> throw new IllegalArgumentException(wanted + " is no version of a dataset");
        };
    }

    private JsonNode read(GivenSpec wanted, GivenFor attempt) {
        long number = number(wanted.dataset(), wanted.behind(), attempt);
        if (number == 0) {
            if (wanted.kind() == GivenSpec.Kind.DATASET_IF_ANY) {
                return NullNode.getInstance();
            }
            throw new GivenUnavailable(GivenDatasets.none(wanted));
        }
        return version(wanted.dataset(), number);
    }

    private long number(String dataset, String what, GivenFor attempt) {
        List<Object> key = List.of(attempt.attemptId(), dataset, what);
        Long read = reads.get(key);
        if (read == null) {
            read = recorded(dataset, what, attempt)
                    .or(() -> seen(dataset, what.startsWith("@") ? "" : what, attempt.runKey()))
                    .orElse(0L);
        }
        reads.put(key, read);
        lastReads.put(ofTask(attempt.runKey(), dataset, what, attempt), read);
        return read;
    }

    private static List<Object> ofTask(long runKey, String dataset, String what, GivenFor attempt) {
        return List.of(runKey, attempt.taskId(), attempt.mapIndex(), dataset, what);
    }

    /** What the same task has read in the run that this one repeats. */
    private Optional<Long> recorded(String dataset, String what, GivenFor attempt) {
        return Optional.ofNullable(repeats.get(attempt.runKey()))
                .flatMap(of -> Optional.ofNullable(lastReads.get(ofTask(of, dataset, what, attempt))));
    }

    private Optional<Long> seen(String dataset, String tag, long runKey) {
        Optional<Long> own = tag.isEmpty() ? own(dataset, runKey) : moved(dataset, tag, runKey);
        if (own.isPresent()) {
            return own;
        }
        List<Object> key = List.of(runKey, dataset, tag);
        Long newest = tag.isEmpty()
                ? (Long) (long) versions(dataset).size()
                : tags.getOrDefault(dataset, Map.of()).get(tag);
        if (newest != null && newest > 0) {
            pins.putIfAbsent(key, newest);
        }
        return Optional.ofNullable(pins.get(key));
    }

    private Optional<Long> own(String dataset, long runKey) {
        List<NewVersion> versions = versions(dataset);
        for (int i = versions.size(); i > 0; i--) {
            if (versions.get(i - 1).runKey() == runKey) {
                return Optional.of((long) i);
            }
        }
        return Optional.empty();
    }

    private Optional<Long> moved(String dataset, String tag, long runKey) {
        Long mover = movers.get(dataset + "@" + tag);
        return mover != null && mover == runKey
                ? Optional.ofNullable(tags.getOrDefault(dataset, Map.of()).get(tag))
                : Optional.empty();
    }

    private JsonNode next(GivenSpec wanted, GivenFor attempt, List<String> reading) {
        String dataset = wanted.dataset();
        boolean appends = wanted.kind() == GivenSpec.Kind.DATASET_APPEND;
        int newest = versions(dataset).size();
        Boolean known = appendOnly.get(dataset);
        if (Boolean.TRUE.equals(known) && !appends && newest > 0) {
            NewVersion last = versions(dataset).getLast();
            throw new GivenUnavailable(GivenDatasets.overwrites(wanted, last.dagId(), last.taskId(), newest));
        }
        if (Boolean.FALSE.equals(known) && appends) {
            switched.put(dataset, newest);
        }
        appendOnly.put(dataset, appends);
        ObjectNode next = Json.MAPPER.createObjectNode();
        next.set("parent", newest == 0 ? NullNode.getInstance() : json(dataset, newest));
        reading.forEach(next.putArray("readers")::add);
        return next;
    }

    /** A version that is published, with its files. */
    public synchronized JsonNode version(String dataset, long number) {
        return json(dataset, number).set("files", files(dataset, number));
    }

    private ArrayNode files(String dataset, long number) {
        ArrayNode files = Json.MAPPER.createArrayNode();
        for (long of = base(dataset, number); of <= number; of++) {
            for (DatasetReport.File file :
                    versions(dataset).get((int) of - 1).staged().files()) {
                files.addObject()
                        .put("name", file.name())
                        .put("sha256", file.sha256())
                        .put("bytes", file.bytes())
                        .put("version", of);
            }
        }
        return files;
    }

    /** The first version that this one consists of. */
    private long base(String dataset, long number) {
        boolean appended = Boolean.TRUE.equals(appendOnly.get(dataset)) && number > switched.getOrDefault(dataset, 0);
        return appended ? Math.max(1, switched.getOrDefault(dataset, 0)) : number;
    }

    private ObjectNode json(String dataset, long number) {
        NewVersion version = versions(dataset).get((int) number - 1);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("dataset", dataset);
        json.put("number", number);
        json.put("base", base(dataset, number));
        json.put("rows", rows(dataset, number));
        json.set("columns", version.staged().columns());
        json.set("meta", version.staged().meta());
        ArrayNode all = json.putArray("tags");
        tags.getOrDefault(dataset, Map.of()).forEach((tag, of) -> {
            if (of == number) {
                all.add(tag);
            }
        });
        json.put("published_at", version.at().toString());
        json.put("run_id", version.runId());
        json.put("content_hash", version.contentHash());
        json.put("held", false);
        return json;
    }

    private long rows(String dataset, long number) {
        long rows = 0;
        for (long of = base(dataset, number); of <= number; of++) {
            long own = versions(dataset).get((int) of - 1).staged().rows();
            rows = own < 0 || rows < 0 ? -1 : rows + own;
        }
        return rows;
    }
}
