package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/** What is not computed by the DAG: a connection, a variable, events of assets. */
record GivenInput<T extends @Nullable Object>(DagBuilder dag, TaskArgument argument) implements Input<T> {

    private static final int LONGEST_KEY = 250;

    static GivenInput<Connection> connection(DagBuilder dag, String id) {
        Checks.id("connection", id);
        return new GivenInput<>(dag, new TaskArgument.GivenConnection(id));
    }

    static GivenInput<AssetEvents> events(DagBuilder dag, @Nullable AssetUse of) {
        return new GivenInput<>(dag, new TaskArgument.GivenEvents(of));
    }

    static <T> GivenInput<T> variable(DagBuilder dag, String key, Class<T> type) {
        Checks.name("variable", key, LONGEST_KEY);
        return new GivenInput<>(dag, new TaskArgument.GivenVariable(key, type));
    }
}
