package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The channels that a DAG tells of something, and its deadlines. */
final class NoticeDeclarations {

    private static final int LONGEST_NAME = 100;

    private final List<NotifyDefinition> notifications = new ArrayList<>();
    private final Map<String, Deadline> deadlines = new LinkedHashMap<>();

    void notifyOn(String channel, NotifyEvent event, NotifyEvent... more) {
        Checks.id("channel", channel);
        Set<NotifyEvent> events = new LinkedHashSet<>(List.of(more));
        events.add(event);
        notifications.add(new NotifyDefinition(channel, events.stream().sorted().toList()));
    }

    void deadline(String name, Deadline deadline) {
        Checks.name("deadline", name, LONGEST_NAME);
        if (deadlines.putIfAbsent(name, deadline) != null) {
            throw DagDefinitionException.of("the deadline '" + name + "' is set twice; give each its own name");
        }
    }

    List<NotifyDefinition> notifications() {
        return List.copyOf(notifications);
    }

    Map<String, Deadline> deadlines() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(deadlines));
    }
}
