package io.orchestrator.web.feature;

import io.orchestrator.core.feature.OnlineFeatures;
import io.orchestrator.core.feature.OnlineValue;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Online features: written in batches, looked up by key. */
@ApiEndpoint
@Needs(Right.WATCH)
@RequestMapping("/api/orchestrator/v1/features/{view}")
class FeatureApi {

    private static final int LONGEST_VIEW = 200;

    private final OnlineFeatures features;

    FeatureApi(OnlineFeatures features) {
        this.features = features;
    }

    /**
     * @param written entities that have the sent values now
     * @param older rows that were left out: something newer is there, or was sent as well
     */
    record Written(int written, int older) {}

    /**
     * @param features null: there are none of this key, or they have expired
     */
    record Found(
            String key, @Nullable Instant eventTs, @Nullable JsonNode features) {}

    /** @param rows in the order of the keys that were asked for */
    record Answer(List<Found> rows) {}

    @PostMapping("/online")
    @Needs(Right.EDIT)
    @Accepts(body = {"rows", "ttl_seconds"})
    Written write(@PathVariable String view, @RequestBody JsonNode json, Principal user) {
        if (view.isBlank() || view.length() > LONGEST_VIEW) {
            throw ApiRefusal.badRequest(
                    "The name of the view has %d characters: expected 1 to %d".formatted(view.length(), LONGEST_VIEW));
        }
        var values = FeatureBody.rows(json);
        var written = features.write(view, values, user.getName());
        return new Written(written, values.size() - written);
    }

    @PostMapping("/get")
    @Needs(Right.WATCH)
    @Accepts(body = "keys")
    Answer find(@PathVariable String view, @RequestBody JsonNode json) {
        var keys = FeatureBody.keys(Body.of(json, Set.of("keys")));
        var found =
                features.find(view, keys).stream().collect(Collectors.toMap(OnlineValue::entity, Function.identity()));
        return new Answer(keys.stream().map(key -> answer(key, found.get(key))).toList());
    }

    private static Found answer(String key, @Nullable OnlineValue value) {
        return value == null ? new Found(key, null, null) : new Found(key, value.eventTime(), value.features());
    }

    @DeleteMapping("/online")
    @Needs(Right.EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String view, Principal user) {
        if (features.delete(view, user.getName()) == 0) {
            throw ApiRefusal.notFound("The view with name `%s` has no online features".formatted(view));
        }
    }
}
