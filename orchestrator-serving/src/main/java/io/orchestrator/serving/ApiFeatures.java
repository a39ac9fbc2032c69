package io.orchestrator.serving;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Online features of the server. */
final class ApiFeatures implements FeatureSource {

    private final Api api;
    private final String token;

    ApiFeatures(Api api, String token) {
        this.api = api;
        this.token = token;
    }

    @Override
    public Map<String, Map<String, Object>> find(String view, List<String> keys)
            throws IOException, InterruptedException {
        var body = Json.MAPPER.createObjectNode();
        keys.forEach(body.putArray("keys")::add);
        var name = URLEncoder.encode(view, StandardCharsets.UTF_8).replace("+", "%20");
        var answer = api.send("/api/orchestrator/v1/features/" + name + "/get", token, body);
        if (answer.status() != Api.OK) {
            throw Api.refusal("Features of view '%s'".formatted(view), answer);
        }
        Map<String, Map<String, Object>> found = new HashMap<>();
        for (var row : answer.json().path("rows")) {
            if (row.path("features").isObject()) {
                found.put(row.path("key").asString(), Json.map(row.path("features")));
            }
        }
        return found;
    }
}
