package io.orchestrator.protocol.graph;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that belong together.
 *
 * @param groupId a dot separates a nested group from the one it is in; tasks of the group have ids that begin like this
 * @param label for people, or null: the id
 * @param mapping the whole group has one copy for each element, or null: it is there once
 */
public record GroupSpec(
        String groupId, @Nullable String label, @Nullable MapSpec mapping) {}
