package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.AssetTrigger;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.worker.AssetUpdate;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The production loop with DAGs that produce and follow assets. It is 2026. */
public final class AssetBench {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final EngineBench bench = new EngineBench();
    private long servers = 44;

    public AssetBench() {
        bench.turn();
    }

    EngineBench engine() {
        return bench;
    }

    public Instant now() {
        return bench.clock.instant();
    }

    public static DagGraph follower(String dagId, AssetCondition condition, int maxActiveRuns) {
        return follower(dagId, new AssetTrigger(condition, AssetTrigger.Taking.ALL), maxActiveRuns);
    }

    static DagGraph follower(String dagId, AssetTrigger trigger, int maxActiveRuns) {
        return EngineBench.dag(dagId, EngineBench.task("work", 0)).toBuilder()
                .assets(trigger)
                .maxActiveRuns(maxActiveRuns)
                .build();
    }

    public static DagGraph producer(String dagId, AssetCondition.Leaf... outlets) {
        return EngineBench.dag(
                dagId, EngineBench.task("make", 0).toBuilder().outlets(outlets).build());
    }

    public static DagGraph reader(String dagId, AssetCondition.Leaf inlet) {
        return EngineBench.dag(
                dagId,
                EngineBench.task("make", 0).toBuilder().inlets(List.of(inlet)).build());
    }

    public static AssetCondition.Asset asset(String name) {
        return new AssetCondition.Asset(AssetSpec.of(name));
    }

    public void deploy(DagGraph... graphs) {
        bench.deploy(graphs);
    }

    public void worker() {
        bench.worker(10);
    }

    public void pause(String dagId, boolean paused) {
        bench.ask(new Command.Pause(dagId, paused, "anna"));
    }

    /** Time passes without a turn. */
    public void passes(Duration time) {
        bench.clock.advance(time);
    }

    /** An event that another server has written: this one has not looked yet. */
    public void cause(String asset) {
        cause(asset, List.of());
    }

    public void cause(String asset, List<String> aliases) {
        cause(AssetSpec.of(asset), aliases);
    }

    public void cause(AssetSpec asset) {
        cause(asset, List.of());
    }

    private void cause(AssetSpec asset, List<String> aliases) {
        UUID elsewhere = new UUID(44, servers++);
        bench.store.openServer(
                new ServerRecord(elsewhere, "http://there", "there", 99, "test", ServerRecord.State.LIVE),
                Duration.ofDays(1));
        NewAssetEvent event = new NewAssetEvent(now(), asset, NOTHING, null, null, null, -1, aliases);
        AssetWrites writes = new AssetWrites(List.of(), List.of(event), List.of());
        TurnWrites turn = StoreWrites.assets(writes);
        bench.store.commit(new TurnWrites(
                elsewhere,
                turn.catalogRevision(),
                turn.runs(),
                turn.dags(),
                turn.versions(),
                turn.schedules(),
                turn.sessionsOpened(),
                turn.sessionsChanged(),
                turn.audit(),
                turn.letters(),
                turn.answers(),
                turn.pools(),
                turn.backfills(),
                turn.notices(),
                turn.assets(),
                turn.lease()));
        bench.store.moveServer(elsewhere, ServerRecord.State.ENDED);
    }

    public void look() {
        bench.ask(new Command.Hint());
    }

    public void tidy() {
        bench.store.tidyAssets();
    }

    /** Runs a DAG whose one task is called {@code make}, up to where a worker has that. */
    public DagRun make(String dagId) {
        return bench.trigger(dagId);
    }

    public boolean isAtWorker() {
        return bench.isTaken("make");
    }

    public void succeed(AssetUpdate... updates) {
        UUID attempt = bench.taken("make").attemptId();
        bench.report(new Report.Started(attempt), new Report.Succeeded(attempt, null, null, List.of(updates)));
    }

    public void fail() {
        bench.fail("make");
    }

    public void skip() {
        UUID attempt = bench.taken("make").attemptId();
        bench.report(new Report.Started(attempt), new Report.Skipped(attempt, "nothing to do"));
    }

    public void finish(String dagId) {
        for (DagRun run : runs(dagId)) {
            if (!run.state().isFinal()) {
                bench.ask(new Command.MarkRun(dagId, run.runId(), DagRunState.SUCCESS, "anna"));
            }
        }
    }

    public TaskInstance instance(DagRun run) {
        return bench.instances(run).getFirst();
    }

    /** Why the one task of a run has failed. */
    public String reason(DagRun run) {
        return Objects.requireNonNull(
                        bench.store.attempts(run.runKey()).getLast().failure())
                .message();
    }

    public List<DagRun> runs(String dagId) {
        return bench.store.runs().stream()
                .filter(run -> run.dagId().equals(dagId))
                .toList();
    }

    public List<NewAssetEvent> events() {
        return bench.store.assetEvents();
    }

    /** The events that a run has taken and was told of, by their numbers from 1. */
    public List<Long> taken(DagRun run) {
        return bench.store.takenEvents(run.runKey()).stream()
                .filter(event -> !event.passedOver())
                .map(TakenEvent::eventId)
                .toList();
    }

    public List<QueuedAsset> queued() {
        return bench.store.queuedAssets();
    }

    /** How many events DAGs have not taken. */
    public int queuedEvents() {
        List<Integer> sizes = new ArrayList<>();
        queued().stream()
                .map(QueuedAsset::dagId)
                .distinct()
                .forEach(dag -> sizes.add(bench.store.queuedEvents(dag, 1000).size()));
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    public Set<AssetKey> active() {
        return bench.store.activeAssets();
    }

    public Set<AssetKey> standsFor(String alias) {
        return bench.store.aliasTargets(alias);
    }
}
