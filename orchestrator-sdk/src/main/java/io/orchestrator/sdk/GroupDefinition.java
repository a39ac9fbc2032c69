package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/**
 * One group of a {@link Dag}. For what runs DAGs; an author has {@link Group}.
 *
 * @param id begins with the id of the group that it is in, and a dot
 * @param label what pages call it, or null: its id
 * @param mapping what it is mapped over, or null
 */
public record GroupDefinition(
        String id, @Nullable String label, @Nullable ElementSource mapping) {}
