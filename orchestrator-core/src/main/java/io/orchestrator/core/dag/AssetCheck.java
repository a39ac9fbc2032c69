package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetCondition.Leaf;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the assets that a graph names. */
final class AssetCheck {

    private static final int LONGEST = 1500;

    private AssetCheck() {}

    /** A sentence for each fault. */
    static List<String> check(DagGraph graph) {
        List<String> faults = new ArrayList<>();
        if (graph.assets() != null) {
            checkCondition(graph.assets().condition(), faults);
        }
        for (TaskSpec task : graph.tasks()) {
            checkUses("Task '%s': its outlet ".formatted(task.taskId()), task.outlets(), faults);
            checkUses("Task '%s': its inlet ".formatted(task.taskId()), task.inlets(), faults);
        }
        return faults;
    }

    private static void checkCondition(@Nullable AssetCondition condition, List<String> faults) {
        switch (condition) {
            case null -> faults.add("The DAG follows assets, but names none.");
            case AssetCondition.All all -> checkParts(all.parts(), faults);
            case AssetCondition.Any any -> checkParts(any.parts(), faults);
            case Leaf leaf -> checkLeaf("The DAG follows ", leaf, faults);
        }
    }

    private static void checkParts(List<AssetCondition> parts, List<String> faults) {
        if (parts.isEmpty()) {
            faults.add("The DAG follows all or any of no assets; expected one or more.");
        }
        parts.forEach(part -> checkCondition(part, faults));
    }

    private static void checkUses(String what, List<Leaf> uses, List<String> faults) {
        for (Leaf use : uses) {
            if (use instanceof AssetCondition.Asset || use instanceof AssetCondition.Alias) {
                checkLeaf(what, use, faults);
            } else {
                faults.add(what + "%s is a reference; expected an asset or an alias.".formatted(use.label()));
            }
        }
    }

    private static void checkLeaf(String what, Leaf leaf, List<String> faults) {
        List<@Nullable String> texts = switch (leaf) {
            case AssetCondition.Asset asset ->
                asList(asset.asset().name(), asset.asset().uri());
            case AssetCondition.Alias alias -> asList(alias.name());
            case AssetCondition.Named named -> asList(named.name());
            case AssetCondition.At at -> asList(at.uri());
        };
        for (String text : texts) {
            if (text == null
                    || text.isBlank()
                    || text.length() > LONGEST
                    || text.chars().anyMatch(c -> c > 127)) {
                faults.add(what
                        + "has the name or address '%s'; expected 1 to %d characters of ASCII, not all blank."
                                .formatted(text, LONGEST));
            }
        }
    }

    private static List<@Nullable String> asList(@Nullable String... texts) {
        return Arrays.asList(texts);
    }
}
