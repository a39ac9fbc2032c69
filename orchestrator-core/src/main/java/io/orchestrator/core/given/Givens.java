package io.orchestrator.core.given;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.variable.Variable;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.worker.Assignment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What is given to tasks: events of assets, versions of datasets; and connections and variables, wherever those are defined. Files come first, then the
 * environment, then the database.
 */
public final class Givens {

    private final List<GivenSource> sources;
    private final GivenEvents events;
    private final GivenDatasets datasets;

    /**
     * @param folder where files may be, or null
     * @param environment the server's environment
     * @param events reads events of assets
     * @param datasets says which versions attempts read
     */
    public Givens(
            @Nullable Path folder,
            Function<String, @Nullable String> environment,
            Connections connections,
            Variables variables,
            GivenEvents events,
            GivenDatasets datasets) {
        List<GivenSource> all = new ArrayList<>();
        if (folder != null) {
            all.add(new FileSource(folder));
        }
        all.add(new EnvironmentSource(environment));
        all.add(new DatabaseSource(connections, variables));
        this.sources = List.copyOf(all);
        this.events = events;
        this.datasets = datasets;
    }

    /** @throws GivenUnavailable if it is nowhere, or cannot be read */
    public ConnectionRecord connection(String id) {
        return first(source -> source.connection(id))
                .orElseThrow(() -> new GivenUnavailable("the connection '" + id
                        + "' is not defined; create it on the page Connections, or set "
                        + EnvironmentSource.connectionName(id) + " for the server"));
    }

    /** @throws GivenUnavailable if it is nowhere, or cannot be read */
    public Variable variable(String key) {
        return first(source -> source.variable(key))
                .orElseThrow(() -> new GivenUnavailable("the variable '" + key
                        + "' is not defined; create it on the page Variables, or set "
                        + EnvironmentSource.variableName(key) + " for the server"));
    }

    /**
     * Inputs of an attempt with the values of what is given.
     *
     * @throws GivenUnavailable if one of them is nowhere, or cannot be read
     */
    public List<Assignment.Input> fill(List<Assignment.Input> inputs) {
        return inputs.stream().map(this::filled).toList();
    }

    private Assignment.Input filled(Assignment.Input input) {
        Assignment.Given given = input.given();
        if (given == null) {
            return input;
        }
        String name = given.spec().name();
        return switch (given.spec().kind()) {
            case CONNECTION -> {
                ConnectionRecord connection = connection(name);
                yield with(given, connection.toJson(), connection.secrets());
            }
            case ASSET_EVENTS, ALIAS_EVENTS, TRIGGERING_EVENTS ->
                // The engine has said which run it is.
                with(given, events.of(given.spec(), input.value().asLong(0)), List.of());
            case DATASET, DATASET_IF_ANY, DATASET_HISTORY, DATASET_WRITE, DATASET_APPEND ->
                with(given, datasets.of(given.spec(), GivenFor.of(input.value())), List.of());
            case VARIABLE -> {
                Variable variable = variable(name);
                List<String> secrets = variable.secret() ? List.of(variable.value()) : List.of();
                yield with(given, StringNode.valueOf(variable.value()), secrets);
            }
        };
    }

    private static Assignment.Input with(Assignment.Given given, JsonNode value, List<String> secrets) {
        return new Assignment.Input(null, value, new Assignment.Given(given.spec(), secrets));
    }

    private <T> Optional<T> first(Function<GivenSource, Optional<T>> read) {
        return sources.stream().flatMap(source -> read.apply(source).stream()).findFirst();
    }
}
