package io.orchestrator.core.engine.memory;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.engine.OwnedDag;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DAGs, versions and schedules, with what their foreign keys demand. */
final class MemoryDags {

    private record VersionId(String dagId, int version) {
        static VersionId of(DagVersion version) {
            return new VersionId(version.dagId(), version.version());
        }
    }

    private final TreeMap<String, OwnedDag> dags = new TreeMap<>();
    private long revision;
    private final Map<VersionId, DagVersion> versions = new LinkedHashMap<>();
    private final TreeMap<String, DagSchedule> schedules = new TreeMap<>();

    void check(TurnWrites writes) {
        Set<String> known = new HashSet<>(dags.keySet());
        writes.dags().forEach(dag -> known.add(dag.dagId()));
        Set<VersionId> knownVersions = new HashSet<>();
        for (DagVersion version : writes.versions()) {
            RowChecks.require(known.contains(version.dagId()), "belongs to a DAG that is not there", version);
            RowChecks.require(isNew(version) && knownVersions.add(VersionId.of(version)), "is there already", version);
        }
        schedules(writes)
                .forEach(schedule -> RowChecks.require(
                        known.contains(schedule.dagId()), "belongs to a DAG that is not there", schedule));
        for (RunWrites write : writes.runs()) {
            DagRun run = write.run();
            VersionId version = new VersionId(run.dagId(), run.version());
            RowChecks.require(
                    versions.containsKey(version) || knownVersions.contains(version),
                    "belongs to a DAG version that is not there",
                    run);
        }
    }

    private boolean isNew(DagVersion version) {
        return !versions.containsKey(VersionId.of(version))
                && versionByHash(version.dagId(), version.graphHash()).isEmpty();
    }

    /** Whether a DAG is there, and not paused. */
    boolean isAtWork(String dagId) {
        OwnedDag known = dags.get(dagId);
        return known != null && known.dag().active() && !known.dag().paused();
    }

    void write(TurnWrites writes) {
        if (!writes.dags().isEmpty()) {
            revision++;
        }
        for (DagRecord dag : writes.dags()) {
            OwnedDag known = dags.get(dag.dagId());
            dags.put(dag.dagId(), new OwnedDag(dag, known == null ? writes.serverId() : known.owner(), revision));
        }
        writes.versions().forEach(version -> versions.put(VersionId.of(version), version));
        schedules(writes).forEach(schedule -> schedules.put(schedule.dagId(), schedule));
    }

    private static Stream<DagSchedule> schedules(TurnWrites writes) {
        return Stream.concat(
                writes.schedules().stream(), writes.runs().stream().flatMap(run -> run.schedules().stream()));
    }

    long revision() {
        return revision;
    }

    List<OwnedDag> after(long known) {
        return dags.values().stream().filter(dag -> dag.revision() > known).toList();
    }

    /** Gives those of these DAGs whose owner may lose them to another one. */
    List<String> give(UUID to, Collection<String> dagIds, Predicate<@Nullable UUID> from) {
        List<String> given = new ArrayList<>();
        for (String dagId : dagIds) {
            OwnedDag dag = dags.get(dagId);
            if (dag != null && from.test(dag.owner())) {
                given.add(dagId);
                dags.put(dagId, new OwnedDag(dag.dag(), to, revision + 1));
            }
        }
        revision += given.isEmpty() ? 0 : 1;
        return List.copyOf(given);
    }

    List<DagSchedule> schedules(Collection<String> dagIds) {
        return dagIds.stream()
                .flatMap(dagId -> Stream.ofNullable(schedules.get(dagId)))
                .toList();
    }

    Optional<DagVersion> version(String dagId, int version) {
        return Optional.ofNullable(versions.get(new VersionId(dagId, version)));
    }

    int newestVersion(String dagId) {
        return versions.keySet().stream()
                .filter(id -> id.dagId().equals(dagId))
                .mapToInt(VersionId::version)
                .max()
                .orElse(0);
    }

    Optional<DagVersion> versionByHash(String dagId, String graphHash) {
        return versions.values().stream()
                .filter(version ->
                        version.dagId().equals(dagId) && version.graphHash().equals(graphHash))
                .findFirst();
    }
}
