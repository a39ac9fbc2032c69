package io.orchestrator.core.asset;

import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetCondition.Leaf;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The assets that a DAG names: those that it follows, and those that its tasks produce and read. None, if the DAG is gone. */
public record DagAssets(String dagId, List<Use> uses) {

    public DagAssets {
        uses = List.copyOf(uses);
    }

    /** What an asset is to a DAG or task. */
    public enum Role {
        SCHEDULE,
        OUTLET,
        INLET;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them.
     *
     * @param taskId empty: the DAG itself
     */
    public record Use(Role role, String taskId, Leaf leaf) {

        /** How the asset is named: {@code asset}, {@code alias}, {@code named}, {@code at}. */
        public String kind() {
            return switch (leaf) {
                case AssetCondition.Asset asset -> "asset";
                case AssetCondition.Alias alias -> "alias";
                case AssetCondition.Named named -> "named";
                case AssetCondition.At at -> "at";
            };
        }

        /** Empty where only the address is named. */
        public String name() {
            return switch (leaf) {
                case AssetCondition.Asset asset -> asset.asset().name();
                case AssetCondition.Alias alias -> alias.name();
                case AssetCondition.Named named -> named.name();
                case AssetCondition.At at -> "";
            };
        }

        /** Empty where only the name is named. */
        public String uri() {
            return switch (leaf) {
                case AssetCondition.Asset asset -> asset.asset().uri();
                case AssetCondition.At at -> at.uri();
                case AssetCondition.Alias alias -> "";
                case AssetCondition.Named named -> "";
            };
        }
    }

    public static DagAssets of(DagGraph graph) {
        Set<Use> uses = new LinkedHashSet<>();
        if (graph.assets() != null) {
            graph.assets().condition().leaves().forEach(leaf -> uses.add(new Use(Role.SCHEDULE, "", leaf)));
        }
        for (TaskSpec task : graph.tasks()) {
            task.outlets().forEach(leaf -> uses.add(new Use(Role.OUTLET, task.taskId(), leaf)));
            task.inlets().forEach(leaf -> uses.add(new Use(Role.INLET, task.taskId(), leaf)));
        }
        return new DagAssets(graph.dagId(), List.copyOf(uses));
    }

    /** Of a DAG that is gone. */
    public static DagAssets none(String dagId) {
        return new DagAssets(dagId, List.of());
    }

    /** The assets that it names whole. */
    public Stream<AssetCondition.Asset> assets() {
        return uses.stream()
                .flatMap(use -> use.leaf() instanceof AssetCondition.Asset asset ? Stream.of(asset) : Stream.empty())
                .distinct();
    }

    public Stream<AssetCondition.Alias> aliases() {
        return uses.stream()
                .flatMap(use -> use.leaf() instanceof AssetCondition.Alias alias ? Stream.of(alias) : Stream.empty())
                .distinct();
    }

    /** Whether it follows any. */
    public boolean follows() {
        return uses.stream().anyMatch(use -> use.role() == Role.SCHEDULE);
    }
}
