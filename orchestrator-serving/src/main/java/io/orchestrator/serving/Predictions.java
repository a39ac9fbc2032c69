package io.orchestrator.serving;

import io.orchestrator.integration.ml.ModelException;
import io.orchestrator.integration.ml.Signature;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Answers what was asked of a model. */
final class Predictions {

    private static final int MOST = 1_000;
    private static final int WRONG = 422;

    private final Models models;
    private final FeatureSource features;
    private final Spool spool;
    private final InstantSource clock;

    Predictions(Models models, FeatureSource features, Spool spool, InstantSource clock) {
        this.models = models;
        this.features = features;
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * What was asked.
     *
     * @param keys empty: none were given
     * @param instances as many as keys, if there are keys
     */
    private record Asked(List<String> keys, List<Map<String, Object>> instances) {}

    /** @param predictions in the order of what was asked, from 0 to 1 each */
    record Answer(String model, long version, String output, double[] predictions) {}

    Answer predict(String model, byte[] body) throws InterruptedException {
        Asked asked = read(body);
        // Features are looked up by a version's view: so that is known before, and the version is held while it scores.
        String view = asked.keys().isEmpty() ? null : models.with(model, loaded -> view(model, loaded));
        Map<String, Map<String, Object>> found = view == null ? Map.of() : find(view, asked.keys());
        return models.with(
                model, loaded -> score(loaded, complete(loaded.signature(), asked, found, view), asked.keys()));
    }

    private static String view(String model, LoadedModel loaded) {
        return loaded.view()
                .orElseThrow(() -> new Refused(
                        WRONG,
                        "Version %d of model '%s' names no view of features: send instances, or train it with features.view"
                                .formatted(loaded.version().number(), model)));
    }

    private Map<String, Map<String, Object>> find(String view, List<String> keys) throws InterruptedException {
        try {
            return features.find(view, keys);
        } catch (IOException e) {
            throw new Refused(
                    503, "The features of view '%s' cannot be looked up now: %s".formatted(view, e.getMessage()));
        }
    }

    private static List<Map<String, Object>> complete(
            Signature signature, Asked asked, Map<String, Map<String, Object>> found, @Nullable String view) {
        if (asked.keys().isEmpty()) {
            return asked.instances();
        }
        List<String> missing =
                asked.keys().stream().filter(key -> !found.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            throw new Refused(
                    WRONG, "The view '%s' has no features of %s, or they have expired".formatted(view, missing));
        }
        List<Map<String, Object>> complete = new ArrayList<>();
        for (int i = 0; i < asked.keys().size(); i++) {
            Map<String, Object> instance =
                    new LinkedHashMap<>(found.get(asked.keys().get(i)));
            // A view may have more than this model needs.
            instance.keySet().retainAll(signature.names());
            instance.putAll(asked.instances().get(i));
            complete.add(instance);
        }
        return complete;
    }

    private Answer score(LoadedModel loaded, List<Map<String, Object>> instances, List<String> keys) {
        try {
            double[] scores = loaded.score(instances);
            var version = loaded.version();
            var answer = new Answer(
                    version.model(), version.number(), loaded.signature().output(), scores);
            spool.add(answer, instances, keys, clock.instant());
            return answer;
        } catch (ModelException refused) {
            throw new Refused(WRONG, String.valueOf(refused.getMessage()));
        }
    }

    private static Asked read(byte[] body) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new Refused(400, "The body is no JSON: " + e.getOriginalMessage());
        }
        for (String field : json.propertyNames()) {
            if (!field.equals("instances") && !field.equals("keys")) {
                throw new Refused(
                        WRONG, "The field '%s' is not known; expected instances, keys or both".formatted(field));
            }
        }
        List<String> keys = keys(json.path("keys"));
        List<Map<String, Object>> instances = instances(json.path("instances"));
        if (!keys.isEmpty() && instances.isEmpty()) {
            instances = keys.stream().map(key -> Map.<String, Object>of()).toList();
        }
        if (instances.isEmpty() || instances.size() > MOST || (!keys.isEmpty() && keys.size() != instances.size())) {
            throw new Refused(
                    WRONG,
                    "There are %d instances and %d keys; expected 1 to %d instances or keys, and as many of both if both are given"
                            .formatted(instances.size(), keys.size(), MOST));
        }
        return new Asked(keys, instances);
    }

    private static List<String> keys(JsonNode json) {
        List<String> keys = new ArrayList<>();
        for (JsonNode key : json) {
            if (!key.isString()) {
                throw new Refused(WRONG, "keys[%d] is %s; expected a text".formatted(keys.size(), key));
            }
            keys.add(key.stringValue());
        }
        return keys;
    }

    private static List<Map<String, Object>> instances(JsonNode json) {
        List<Map<String, Object>> instances = new ArrayList<>();
        for (JsonNode instance : json) {
            if (!instance.isObject()) {
                throw new Refused(
                        WRONG,
                        "instances[%d] is %s; expected an object with a number for each input"
                                .formatted(instances.size(), instance));
            }
            instances.add(Json.map(instance));
        }
        return instances;
    }
}
