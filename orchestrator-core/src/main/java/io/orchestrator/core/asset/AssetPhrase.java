package io.orchestrator.core.asset;

import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetTrigger;
import java.util.List;
import java.util.stream.Collectors;

/** What a DAG follows, in a few words for people: {@code orders and (customers or prices)}. */
public final class AssetPhrase {

    private static final int LONGEST = 200;

    private AssetPhrase() {}

    /** With how the events are taken. */
    public static String of(AssetTrigger trigger) {
        String what = of(trigger.condition());
        String shown = what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
        return switch (trigger.taking()) {
            case ALL -> "updates of " + shown;
            case EACH -> "each update of " + shown;
            case LATEST -> "the latest update of " + shown;
        };
    }

    public static String of(AssetCondition condition) {
        return switch (condition) {
            case AssetCondition.All all -> joined(all.parts(), " and ");
            case AssetCondition.Any any -> joined(any.parts(), " or ");
            case AssetCondition.Leaf leaf -> leaf.label();
        };
    }

    private static String joined(List<AssetCondition> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof AssetCondition.Leaf || parts.size() == 1 ? of(part) : "(" + of(part) + ")")
                .collect(Collectors.joining(word));
    }
}
