package io.orchestrator.core.engine.memory;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** DAGs, versions and schedules, with what their foreign keys demand. */
final class MemoryDags {

    private record VersionId(String dagId, int version) {
        static VersionId of(DagVersion version) {
            return new VersionId(version.dagId(), version.version());
        }
    }

    private final TreeMap<String, DagRecord> dags = new TreeMap<>();
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

    void write(TurnWrites writes) {
        writes.dags().forEach(dag -> dags.put(dag.dagId(), dag));
        writes.versions().forEach(version -> versions.put(VersionId.of(version), version));
        schedules(writes).forEach(schedule -> schedules.put(schedule.dagId(), schedule));
    }

    private static Stream<DagSchedule> schedules(TurnWrites writes) {
        return Stream.concat(
                writes.schedules().stream(), writes.runs().stream().flatMap(run -> run.schedules().stream()));
    }

    List<DagRecord> all() {
        return List.copyOf(dags.values());
    }

    List<DagSchedule> schedules() {
        return List.copyOf(schedules.values());
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
