package io.orchestrator.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is not computed by the DAG: a connection, a variable, events of assets, versions of datasets. */
record GivenInput<T extends @Nullable Object>(DagBuilder dag, TaskArgument argument) implements Input<T> {

    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_HISTORY = 1_000;

    /** For people. */
    String what() {
        return switch (argument) {
            case TaskArgument.GivenVersion version -> version.of().toString();
            case TaskArgument.GivenHistory history -> history.of().toString();
            case TaskArgument.GivenStaging staging -> staging.of().toString();
            default -> "connection or variable";
        };
    }

    static GivenInput<Connection> connection(DagBuilder dag, String id) {
        Checks.id("connection", id);
        return new GivenInput<>(dag, new TaskArgument.GivenConnection(id));
    }

    static GivenInput<AssetEvents> events(DagBuilder dag, @Nullable AssetUse of) {
        return new GivenInput<>(dag, new TaskArgument.GivenEvents(of));
    }

    static <T> GivenInput<T> version(DagBuilder dag, Dataset of, @Nullable String tag, boolean required) {
        if (tag != null) {
            Checks.id("tag", tag);
        }
        return new GivenInput<>(dag, new TaskArgument.GivenVersion(of, tag, required));
    }

    static GivenInput<List<DatasetVersion>> history(DagBuilder dag, Dataset of, int most) {
        if (most < 1 || most > LONGEST_HISTORY) {
            throw DagDefinitionException.of("the history of dataset '" + of.name() + "' is to have " + most
                    + " versions; expected 1 to " + LONGEST_HISTORY);
        }
        return new GivenInput<>(dag, new TaskArgument.GivenHistory(of, most));
    }

    static GivenInput<Staging> staging(DagBuilder dag, Dataset of) {
        return new GivenInput<>(dag, new TaskArgument.GivenStaging(of));
    }

    static <T> GivenInput<T> variable(DagBuilder dag, String key, Class<T> type) {
        Checks.name("variable", key, LONGEST_KEY);
        return new GivenInput<>(dag, new TaskArgument.GivenVariable(key, type));
    }
}
