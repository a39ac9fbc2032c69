package io.orchestrator.integration.mlflow;

import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.DatasetVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes versions of models to an MLflow server too: a finished run with params and metrics, a registered model, a version of it,
 * and aliases. Doing it again changes nothing but aliases, so that a task may be tried again.
 */
public final class MlflowMirror {

    /** The tag of MLflow's runs and versions that says of which of ours they are: {@code late:3}. */
    public static final String TAG = "orchestrator.version";

    private static final Set<String> ALIASES = Set.of("champion", "challenger");
    private static final int LONGEST_PARAM = 6_000;
    private static final int MOST_AT_ONCE = 100;
    private static final String PAGE = "200";

    private final MlflowApi api;
    private final String experiment;

    /**
     * @param connection host and port; {@code schema} may be {@code https}; login and password, or {@code extra.token}, if it asks
     * @param experiment where runs go; it is created if it is not there
     * @throws IllegalArgumentException if the connection names no host
     */
    public MlflowMirror(Connection connection, String experiment) {
        this.api = new MlflowApi(connection);
        this.experiment = experiment;
    }

    /**
     * What a version is in MLflow.
     *
     * @param version the number that MLflow gave, which may be another than ours
     */
    public record Mirrored(String runId, String version) {}

    /**
     * Writes a version, and gives it those of the aliases champion and challenger that it has as tags.
     *
     * @throws MlflowException if the server refuses something, or does not answer
     */
    public Mirrored write(DatasetVersion version) throws IOException, InterruptedException {
        String name = version.dataset();
        String ours = name + ":" + version.number();
        Mirrored mirrored = find(name, ours);
        if (mirrored == null) {
            String runId = run(version, ours);
            register(name);
            mirrored = new Mirrored(runId, create(version, ours, runId));
        }
        for (String alias : new TreeSet<>(version.tags())) {
            if (ALIASES.contains(alias)) {
                alias(name, alias, mirrored.version());
            }
        }
        return mirrored;
    }

    /** Null: it was not written yet. */
    private @Nullable Mirrored find(String name, String ours) throws IOException, InterruptedException {
        String page = "";
        do {
            JsonNode answer = api.get(
                    "model-versions/search", "filter", "name='" + name + "'", "max_results", PAGE, "page_token", page);
            for (JsonNode version : answer.path("model_versions")) {
                if (isOf(version.path("tags"), ours)) {
                    return new Mirrored(
                            version.path("run_id").asString(""),
                            version.path("version").asString());
                }
            }
            page = answer.path("next_page_token").asString("");
        } while (!page.isEmpty());
        return null;
    }

    private static boolean isOf(JsonNode tags, String ours) {
        for (JsonNode tag : tags) {
            if (TAG.equals(tag.path("key").asString(""))
                    && ours.equals(tag.path("value").asString(""))) {
                return true;
            }
        }
        return false;
    }

    /** A finished run. One that an earlier try has left is taken. */
    private String run(DatasetVersion version, String ours) throws IOException, InterruptedException {
        String experimentId = experimentId();
        String runId = earlierRun(experimentId, ours);
        long at = version.publishedAt().toEpochMilli();
        if (runId.isEmpty()) {
            ObjectNode create = MlflowApi.JSON
                    .createObjectNode()
                    .put("experiment_id", experimentId)
                    .put("run_name", ours)
                    .put("start_time", at);
            tags(create, ours, version);
            runId = api.post("runs/create", create).at("/run/info/run_id").asString();
        }
        log(runId, version.meta(), at);
        api.post(
                "runs/update",
                MlflowApi.JSON
                        .createObjectNode()
                        .put("run_id", runId)
                        .put("status", "FINISHED")
                        .put("end_time", at));
        return runId;
    }

    private String experimentId() throws IOException, InterruptedException {
        try {
            return api.get("experiments/get-by-name", "experiment_name", experiment)
                    .at("/experiment/experiment_id")
                    .asString();
        } catch (MlflowException missing) {
            if (!missing.code().equals("RESOURCE_DOES_NOT_EXIST")) {
                throw missing;
            }
        }
        return api.post("experiments/create", MlflowApi.JSON.createObjectNode().put("name", experiment))
                .path("experiment_id")
                .asString();
    }

    /** Empty: there is none. */
    private String earlierRun(String experimentId, String ours) throws IOException, InterruptedException {
        ObjectNode search = MlflowApi.JSON.createObjectNode();
        search.putArray("experiment_ids").add(experimentId);
        search.put("filter", "tags.`%s` = '%s'".formatted(TAG, ours)).put("max_results", 1);
        return api.post("runs/search", search).at("/runs/0/info/run_id").asString("");
    }

    private void log(String runId, Map<String, Object> meta, long at) throws IOException, InterruptedException {
        ArrayNode metrics = MlflowApi.JSON.createArrayNode();
        numbers(meta.get("metrics"))
                .forEach((key, value) -> metrics.addObject()
                        .put("key", key)
                        .put("value", value)
                        .put("timestamp", at)
                        .put("step", 0));
        List<ObjectNode> params = params(meta.get("params"));
        int from = 0;
        do {
            int to = Math.min(from + MOST_AT_ONCE, params.size());
            ObjectNode batch = MlflowApi.JSON.createObjectNode().put("run_id", runId);
            batch.set("metrics", from == 0 ? metrics : MlflowApi.JSON.createArrayNode());
            params.subList(from, to).forEach(batch.putArray("params")::add);
            api.post("runs/log-batch", batch);
            from = to;
        } while (from < params.size());
    }

    private static Map<String, Double> numbers(@Nullable Object metrics) {
        Map<String, Double> numbers = new TreeMap<>();
        if (metrics instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof Number number) {
                    numbers.put(String.valueOf(key), number.doubleValue());
                }
            });
        }
        return numbers;
    }

    private static List<ObjectNode> params(@Nullable Object params) {
        List<ObjectNode> entries = new ArrayList<>();
        if (params instanceof Map<?, ?> map) {
            new TreeMap<Object, Object>(map).forEach((key, value) -> {
                String text = String.valueOf(value);
                entries.add(MlflowApi.JSON
                        .createObjectNode()
                        .put("key", String.valueOf(key))
                        .put("value", text.substring(0, Math.min(text.length(), LONGEST_PARAM))));
            });
        }
        return entries;
    }

    private void register(String name) throws IOException, InterruptedException {
        try {
            api.post(
                    "registered-models/create",
                    MlflowApi.JSON.createObjectNode().put("name", name));
        } catch (MlflowException there) {
            if (!there.code().equals("RESOURCE_ALREADY_EXISTS")) {
                throw there;
            }
        }
    }

    private String create(DatasetVersion version, String ours, String runId) throws IOException, InterruptedException {
        ObjectNode create = MlflowApi.JSON
                .createObjectNode()
                .put("name", version.dataset())
                // Not the files' own address: MLflow takes none that lies on a disk.
                .put("source", "orchestrator:/datasets/%s/versions/%d".formatted(version.dataset(), version.number()))
                .put("run_id", runId);
        tags(create, ours, version);
        return api.post("model-versions/create", create)
                .at("/model_version/version")
                .asString();
    }

    private static void tags(ObjectNode body, String ours, DatasetVersion version) {
        ArrayNode tags = body.putArray("tags");
        tag(tags, TAG, ours);
        if (version.runId() != null) {
            tag(tags, "orchestrator.run_id", version.runId());
        }
        if (version.meta().get("framework") instanceof String framework) {
            tag(tags, "orchestrator.framework", framework);
        }
    }

    private static void tag(ArrayNode tags, String key, String value) {
        tags.addObject().put("key", key).put("value", value);
    }

    private void alias(String name, String alias, String version) throws IOException, InterruptedException {
        api.post(
                "registered-models/alias",
                MlflowApi.JSON
                        .createObjectNode()
                        .put("name", name)
                        .put("alias", alias)
                        .put("version", version));
    }
}
