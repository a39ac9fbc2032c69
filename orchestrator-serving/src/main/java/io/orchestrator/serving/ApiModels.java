package io.orchestrator.serving;

import io.orchestrator.integration.ml.TrainedModel;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Versions of the server's datasets, their files in the lake. */
final class ApiModels implements ModelSource {

    private static final String CHAMPION = "champion";
    private static final String DATASETS = "/api/orchestrator/v1/datasets/";

    private final Api api;
    private final String token;
    private final LakeFiles lake;
    /** A version never changes: it is asked for once. */
    private final Map<String, Version> known = new ConcurrentHashMap<>();

    /** @param lake of the workers */
    ApiModels(Api api, String token, LakeFiles lake) {
        this.api = api;
        this.token = token;
        this.lake = lake;
    }

    @Override
    public Optional<Version> champion(String model) throws IOException, InterruptedException {
        String path = DATASETS + URLEncoder.encode(model, StandardCharsets.UTF_8);
        var answer = api.send(path, token, null);
        if (answer.status() == Api.NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.status() != Api.OK) {
            throw Api.refusal("Model '%s'".formatted(model), answer);
        }
        for (JsonNode tag : answer.json().path("tags")) {
            if (tag.path("tag").asString("").equals(CHAMPION)) {
                return Optional.of(version(model, path, tag.path("number").longValue()));
            }
        }
        return Optional.empty();
    }

    private Version version(String model, String path, long number) throws IOException, InterruptedException {
        Version before = known.get(model);
        if (before != null && before.number() == number) {
            return before;
        }
        var answer = api.send(path + "/versions/" + number, token, null);
        if (answer.status() != Api.OK) {
            throw Api.refusal("Version %d of model '%s'".formatted(number, model), answer);
        }
        Version version = version(model, number, answer.json());
        known.put(model, version);
        return version;
    }

    private Version version(String model, long number, JsonNode json) throws IOException, InterruptedException {
        for (JsonNode file : json.path("files")) {
            if (file.path("name").asString("").equals(TrainedModel.ONNX_FILE)) {
                String sha256 = file.path("sha256").asString("");
                return new Version(model, number, Json.map(json.path("meta")), place(model, number, file), sha256);
            }
        }
        throw new IOException("Version %d of model '%s' has no file %s; expected what integration-ml writes"
                .formatted(number, model, TrainedModel.ONNX_FILE));
    }

    private Path place(String model, long number, JsonNode file) throws IOException, InterruptedException {
        String sha256 = file.path("sha256").asString("");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IOException("The server says '%s' where a hash is expected".formatted(sha256));
        }
        try {
            return lake.find(sha256, file.path("bytes").asLong());
        } catch (IOException missing) {
            throw new IOException(
                    "The file of version %d of model '%s' is not in the lake: %s"
                            .formatted(number, model, missing.getMessage()),
                    missing);
        }
    }
}
