package io.orchestrator.web.task;

import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dag.VersionAnswer;
import io.orchestrator.web.dag.VersionAnswers;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunAnswers;
import io.orchestrator.web.worker.SessionHosts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads, for many task instances at once, what the API tells with each but is not in its row. */
@Component
class Surroundings {

    private final DagGraphs graphs;
    private final VersionAnswers versions;
    private final SessionHosts hosts;

    Surroundings(DagGraphs graphs, VersionAnswers versions, SessionHosts hosts) {
        this.graphs = graphs;
        this.versions = versions;
        this.hosts = hosts;
    }

    Known read(Collection<DagRunRow> runs, Collection<UUID> sessions) {
        var byKey = runs.stream().collect(Collectors.toMap(DagRunRow::runKey, run -> run));
        var told = versions.of(runs.stream().map(RunAnswers::asked).distinct().toList());
        var ofVersions = new HashMap<List<Object>, Map<String, TaskSpec>>();
        var tasks = new HashMap<Long, Map<String, TaskSpec>>();
        for (var run : runs) {
            var version = List.<Object>of(run.dagId(), run.version());
            tasks.put(run.runKey(), ofVersions.computeIfAbsent(version, none -> tasks(run)));
        }
        return new Known(byKey, told, tasks, hosts.of(sessions));
    }

    private Map<String, TaskSpec> tasks(DagRunRow run) {
        return graphs.find(run.dagId(), run.version())
                .map(graph -> graph.tasks().stream().collect(Collectors.toMap(TaskSpec::taskId, task -> task)))
                .orElse(Map.of());
    }

    /** What was read. */
    record Known(
            Map<Long, DagRunRow> runs,
            Map<VersionAnswers.Asked, VersionAnswer> versions,
            Map<Long, Map<String, TaskSpec>> tasks,
            Map<UUID, String> hosts) {

        DagRunRow run(long runKey) {
            var run = runs.get(runKey);
            if (run == null) {
                throw new IllegalStateException("Run %d was not read with its task instances".formatted(runKey));
            }
            return run;
        }

        /** Null: the run's version has no such task any more. */
        @Nullable
        TaskSpec task(long runKey, String taskId) {
            return tasks.getOrDefault(runKey, Map.of()).get(taskId);
        }

        @Nullable
        VersionAnswer version(long runKey) {
            return versions.get(RunAnswers.asked(run(runKey)));
        }

        @Nullable
        String host(@Nullable UUID session) {
            return session == null ? null : hosts.get(session);
        }
    }
}
