package io.orchestrator.core.notify;

import io.orchestrator.protocol.graph.NoticeKind;
import io.orchestrator.protocol.graph.NotifySpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which channels are told of what, whatever a DAG says itself.
 *
 * @param channels by what they are told of
 */
public record NotifyRules(Map<NoticeKind, List<String>> channels) {

    public static final NotifyRules NONE = new NotifyRules(Map.of());

    public NotifyRules {
        channels = Map.copyOf(channels);
    }

    public boolean isEmpty() {
        return channels.isEmpty();
    }

    public List<String> channels(NoticeKind kind) {
        return channels.getOrDefault(kind, List.of());
    }

    /** Those, and the ones that a DAG names; each once. */
    public Set<String> channels(NoticeKind kind, List<NotifySpec> ofDag) {
        Set<String> all = new LinkedHashSet<>(channels(kind));
        for (NotifySpec spec : ofDag) {
            if (spec.on().contains(kind)) {
                all.add(spec.channel());
            }
        }
        return all;
    }
}
