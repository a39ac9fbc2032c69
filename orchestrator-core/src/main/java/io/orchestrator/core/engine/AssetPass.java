package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.Follows;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.AssetTrigger;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts runs of the DAGs that follow assets. Which events have come and were not taken lies in rows alone, whoever wrote them;
 * a run is created by the transaction that takes its events.
 */
final class AssetPass {

    /** So many events of each asset one run takes. */
    private static final int MOST_EVENTS = 5_000;

    private static final Duration TIDY = Duration.ofMinutes(1);

    private final EngineMemory memory;
    private final Set<String> full = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private boolean due;
    private Instant nextTidy = Instant.MIN;

    AssetPass(EngineMemory memory) {
        this.memory = memory;
    }

    /** Whether events were written that no pass has seen. */
    boolean isDue() {
        return due;
    }

    /** Leaves a DAG alone in this turn: what it has queued is changing. */
    void hold(String dagId) {
        held.add(dagId);
    }

    /** @param all other servers may have written events too */
    void pass(Turn turn, boolean all) {
        if (all || due || full.stream().anyMatch(this::hasRoom)) {
            due = false;
            full.clear();
            look(turn);
        }
        held.clear();
        if (all && !turn.now.isBefore(nextTidy)) {
            nextTidy = turn.now.plus(TIDY);
            if (memory.store.tidyAssets() > 0) {
                memory.assets.readAgain();
            }
        }
    }

    /** After everything else in a turn. */
    void follow(Turn turn) {
        due |= turn.causesEvents();
    }

    private void look(Turn turn) {
        Map<String, List<QueuedAsset>> came = new LinkedHashMap<>();
        for (QueuedAsset asset : memory.store.queuedAssets()) {
            if (memory.ownership.owns(asset.dagId()) && !held.contains(asset.dagId())) {
                came.computeIfAbsent(asset.dagId(), first -> new ArrayList<>()).add(asset);
            }
        }
        came.forEach((dagId, assets) -> {
            DagRecord dag = memory.catalog.dag(dagId);
            AssetTrigger trigger = dag == null || !dag.active() || dag.paused()
                    ? null
                    : graph(dag).assets();
            if (dag != null && trigger != null && Follows.isMet(trigger.condition(), assets)) {
                start(turn, dag, trigger, assets);
            }
        });
    }

    /** As many runs as there is room for and as the events are enough for. */
    private void start(Turn turn, DagRecord dag, AssetTrigger trigger, List<QueuedAsset> assets) {
        List<QueuedEvent> left = new ArrayList<>(memory.store.queuedEvents(dag.dagId(), MOST_EVENTS));
        boolean more = left.size() >= MOST_EVENTS;
        while (Follows.isMet(trigger.condition(), having(assets, left))) {
            if (!hasRoom(dag.dagId())) {
                full.add(dag.dagId());
                return;
            }
            List<TakenEvent> taken = Follows.next(trigger.taking(), left);
            Set<Long> ids = new HashSet<>();
            taken.forEach(event -> ids.add(event.eventId()));
            QueuedEvent newest = left.stream()
                    .filter(event -> ids.contains(event.eventId()))
                    .reduce((one, later) -> later.at().isBefore(one.at()) ? one : later)
                    .orElseThrow();
            create(turn, dag, newest, taken);
            left.removeIf(event -> ids.contains(event.eventId()));
        }
        due |= more;
    }

    private static List<QueuedAsset> having(List<QueuedAsset> assets, List<QueuedEvent> events) {
        Set<AssetKey> keys = new HashSet<>();
        events.forEach(event -> keys.add(event.asset()));
        return assets.stream().filter(asset -> keys.contains(asset.asset())).toList();
    }

    private void create(Turn turn, DagRecord dag, QueuedEvent newest, List<TakenEvent> taken) {
        DagRun run = new DagRun(
                memory.ids.runKey(turn.now),
                dag.dagId(),
                // The event makes it unique: it can start no second run of the DAG.
                RunIds.of(RunType.ASSET_TRIGGERED, newest.at()) + "__" + newest.eventId(),
                RunType.ASSET_TRIGGERED,
                DagRunState.QUEUED,
                null,
                null,
                null,
                null,
                newest.at(),
                RunParams.ofScheduled(graph(dag).params()),
                dag.version(),
                dag.build(),
                "assets",
                null,
                0,
                turn.now,
                null,
                null);
        RunState state = NewRuns.create(turn, memory.catalog.newest(dag), run);
        turn.work(state).take(taken);
    }

    /** A queued run counts too. */
    private boolean hasRoom(String dagId) {
        DagRecord dag = memory.catalog.dag(dagId);
        return dag != null
                && memory.ownership.owns(dagId)
                && memory.runs.unfinished(Lane.ordinary(dagId)) < graph(dag).maxActiveRuns();
    }

    private DagGraph graph(DagRecord dag) {
        return memory.catalog.newest(dag).version().graph();
    }
}
