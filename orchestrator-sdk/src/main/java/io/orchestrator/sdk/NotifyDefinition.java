package io.orchestrator.sdk;

import java.util.List;

/**
 * What a channel is told of. For what runs DAGs; an author has {@link DagBuilder#notifyOn}.
 *
 * @param channel {@code log}, or the id of a connection
 */
public record NotifyDefinition(String channel, List<NotifyEvent> events) {
    public NotifyDefinition {
        events = List.copyOf(events);
    }
}
