package io.orchestrator.runner;

import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.TaskArgument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
