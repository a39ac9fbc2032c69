package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dag.GraphHash;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.SchedulePhrase;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to DAGs themselves: a new build of their bundle, pausing. Any server does it; the owner moves the schedule when
 * it reads of it.
 */
final class DagCommands {

    private static final Logger log = LoggerFactory.getLogger(DagCommands.class);

    private final EngineMemory memory;
    private final SchedulePass schedules;

    DagCommands(EngineMemory memory, SchedulePass schedules) {
        this.memory = memory;
        this.schedules = schedules;
    }

    /** Answers with one sentence for each DAG that could not be taken over. */
    void deploy(Turn turn, Request<List<String>> request, Command.Deploy ask) {
        List<String> objections = new ArrayList<>();
        String bundle = ask.manifest().bundle();
        for (DescribedDag described : ask.description().dags()) {
            DagRecord known = memory.catalog.dag(described.graph().dagId());
            if (known != null && known.active() && !known.bundle().equals(bundle)) {
                objections.add("DAG " + known.dagId() + " of bundle " + bundle + " is left out: bundle "
                        + known.bundle() + " has a DAG of that id; rename one of them");
            } else {
                takeOver(turn, ask, described, known);
            }
        }
        retireMissing(turn, ask);
        objections.forEach(log::warn);
        turn.answer(request, objections);
    }

    private void takeOver(Turn turn, Command.Deploy ask, DescribedDag described, @Nullable DagRecord known) {
        DagGraph graph = described.graph();
        int version = version(turn, graph, known);
        DagRecord dag = new DagRecord(
                graph.dagId(),
                ask.manifest().bundle(),
                described.source(),
                known == null ? memory.settings.pausedAtCreation() || graph.startsPaused() : known.paused(),
                true,
                version,
                ask.manifest().build(),
                graph.description(),
                graph.tags(),
                graph.owners(),
                SchedulePhrase.of(graph));
        if (!dag.equals(known)) {
            change(turn, known, dag);
        }
    }

    private int version(Turn turn, DagGraph graph, @Nullable DagRecord known) {
        String hash = GraphHash.of(graph);
        if (known == null) {
            turn.add(new DagVersion(graph.dagId(), 1, hash, graph));
            return 1;
        }
        if (memory.catalog.newest(known).version().graphHash().equals(hash)) {
            return known.version();
        }
        Optional<DagVersion> earlier = turn.versionsOf(graph.dagId())
                .filter(version -> version.graphHash().equals(hash))
                .findFirst()
                .or(() -> memory.store.versionByHash(graph.dagId(), hash));
        if (earlier.isPresent()) {
            return earlier.get().version();
        }
        int newest = turn.versionsOf(graph.dagId())
                .mapToInt(DagVersion::version)
                .max()
                .orElseGet(() -> memory.store.newestVersion(graph.dagId()));
        int next = newest + 1;
        turn.add(new DagVersion(graph.dagId(), next, hash, graph));
        return next;
    }

    /** A DAG whose source is in error keeps its last good version; one that is gone becomes inactive. */
    private void retireMissing(Turn turn, Command.Deploy ask) {
        Set<String> present =
                ask.description().dags().stream().map(d -> d.graph().dagId()).collect(Collectors.toSet());
        Set<String> inError =
                ask.description().errors().stream().map(DescribeError::source).collect(Collectors.toSet());
        for (OwnedDag owned : List.copyOf(memory.catalog.dags())) {
            DagRecord dag = owned.dag();
            boolean ours = dag.bundle().equals(ask.manifest().bundle()) && dag.active();
            if (ours && !present.contains(dag.dagId()) && !inError.contains(dag.source())) {
                change(turn, dag, dag.withActive(false));
            }
        }
    }

    void pause(Turn turn, Request<Boolean> request, Command.Pause ask) {
        DagRecord dag = memory.catalog.dag(ask.dagId());
        if (dag == null) {
            throw new CommandRefused(CommandRefused.Kind.NOT_FOUND, "there is no DAG \"" + ask.dagId() + "\"");
        }
        if (dag.paused() != ask.paused()) {
            turn.audit(ask.actor(), ask.paused() ? "dag.pause" : "dag.unpause", ask.dagId());
            change(turn, dag, dag.withPaused(ask.paused()));
        }
        turn.answer(request, ask.paused());
    }

    /** The engine itself pauses a DAG that is not paused. */
    void pause(Turn turn, DagRecord dag) {
        change(turn, dag, dag.withPaused(true));
    }

    private void change(Turn turn, @Nullable DagRecord before, DagRecord after) {
        turn.put(after);
        if (memory.ownership.owns(after.dagId())) {
            follow(turn, before, after);
        }
    }

    /** Lets the schedule of this server's DAG follow a change of the DAG. */
    void follow(Turn turn, @Nullable DagRecord before, DagRecord after) {
        DagSchedule schedule = memory.catalog.schedule(after.dagId());
        boolean begins = before == null || !before.active() && after.active();
        boolean resumes = before != null && before.paused() && !after.paused();
        boolean forgets =
                resumes && memory.catalog.newest(after).version().graph().catchup() == Catchup.NONE;
        Instant activated = schedule == null || begins || forgets ? turn.now : schedule.activatedAt();
        schedules.place(
                turn,
                after,
                new DagSchedule(after.dagId(), activated, schedule == null ? null : schedule.lastSlot(), null));
    }
}
