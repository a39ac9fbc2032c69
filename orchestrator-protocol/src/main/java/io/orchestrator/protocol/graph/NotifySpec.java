package io.orchestrator.protocol.graph;

import java.util.List;

/**
 * What a channel is told of.
 *
 * @param channel {@code log}, or the id of a connection
 */
public record NotifySpec(String channel, List<NoticeKind> on) {
    public NotifySpec {
        on = on == null ? List.of() : List.copyOf(on);
    }
}
