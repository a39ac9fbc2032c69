package io.orchestrator.runner;

import io.orchestrator.protocol.graph.ContractSpec;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.TaskArgument;
import io.orchestrator.sdk.TaskDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes down which versions of datasets a task is given, and reads what was sent of them. */
final class DatasetSpecs {

    private DatasetSpecs() {}

    static GivenSpec given(TaskArgument.GivenVersion wanted) {
        return GivenSpec.dataset(
                wanted.required() ? GivenSpec.Kind.DATASET : GivenSpec.Kind.DATASET_IF_ANY,
                wanted.of().name(),
                wanted.tag());
    }

    static GivenSpec given(TaskArgument.GivenHistory wanted) {
        return GivenSpec.dataset(GivenSpec.Kind.DATASET_HISTORY, wanted.of().name(), Integer.toString(wanted.most()));
    }

    static GivenSpec given(TaskArgument.GivenStaging wanted) {
        Dataset of = wanted.of();
        return GivenSpec.dataset(
                of.isAppendOnly() ? GivenSpec.Kind.DATASET_APPEND : GivenSpec.Kind.DATASET_WRITE, of.name(), null);
    }

    /** What is promised of the datasets that a DAG writes, and of the others that it reads. */
    static List<ContractSpec> contracts(Dag dag) {
        Map<String, ContractSpec> contracts = new TreeMap<>();
        for (TaskDefinition task : dag.tasks()) {
            for (TaskArgument argument : task.arguments()) {
                if (argument instanceof TaskArgument.GivenStaging staging) {
                    contract(staging.of()).ifPresent(contract -> contracts.put(contract.dataset(), contract));
                }
                reads(argument)
                        .flatMap(DatasetSpecs::contract)
                        .ifPresent(contract -> contracts.putIfAbsent(contract.dataset(), contract));
            }
        }
        return List.copyOf(contracts.values());
    }

    private static Optional<Dataset> reads(TaskArgument argument) {
        return switch (argument) {
            case TaskArgument.GivenVersion version -> Optional.of(version.of());
            case TaskArgument.GivenHistory history -> Optional.of(history.of());
            default -> Optional.empty();
        };
    }

    private static Optional<ContractSpec> contract(Dataset dataset) {
        Contract contract = dataset.contract();
        if (contract == null) {
            return Optional.empty();
        }
        List<ContractSpec.Column> columns = contract.columns().stream()
                .map(column -> new ContractSpec.Column(column.name(), column.type(), column.nullable()))
                .toList();
        List<String> checks = dataset.checks().stream()
                .map(DatasetCheck::name)
                .filter(name -> !name.equals(Contract.CHECK))
                .toList();
        return Optional.of(new ContractSpec(dataset.name(), columns, checks));
    }

    /** @param files where they are here */
    static DatasetVersion version(JsonNode json, List<DatasetVersion.File> files) {
        List<DatasetVersion.Column> columns = new ArrayList<>();
        for (JsonNode column : json.path("columns")) {
            columns.add(new DatasetVersion.Column(
                    column.path("name").asString(""),
                    column.path("type").asString(""),
                    column.path("nullable").asBoolean(true)));
        }
        Map<String, Object> meta = new LinkedHashMap<>();
        TaskValues.map(json.path("meta")).forEach((key, value) -> {
            if (value != null) {
                meta.put(key, value);
            }
        });
        return new DatasetVersion(
                json.path("dataset").asString(""),
                json.path("number").asLong(0),
                files,
                json.path("rows").asLong(-1),
                columns,
                meta,
                new TreeSet<>(
                        json.path("tags").valueStream().map(JsonNode::asString).toList()),
                Instant.parse(json.path("published_at").asString()),
                text(json, "run_id"));
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }
}
