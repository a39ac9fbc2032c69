package io.orchestrator.integration.duckdb.feature;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares a {@link FeatureView}.
 *
 * @param <S> a row that features are made of
 * @param <F> the features
 */
public final class FeatureViewBuilder<S extends Record, F extends Record> {

    final String name;
    final Class<S> sourceType;
    final Class<F> featureType;
    final Function<S, F> transformation;
    List<String> entity = List.of();
    String eventTime = "";

    @Nullable
    String created;

    @Nullable
    Duration ttl;

    FeatureViewBuilder(String name, Class<S> sourceType, Class<F> featureType, Function<S, F> transformation) {
        this.name = name;
        this.sourceType = sourceType;
        this.featureType = featureType;
        this.transformation = transformation;
    }

    /** Whom or what the features are about: one or more components of the features' record. */
    public FeatureViewBuilder<S, F> entity(String... components) {
        entity = List.of(components);
        return this;
    }

    /** The component that says from when on the features hold. */
    public FeatureViewBuilder<S, F> eventTime(String component) {
        eventTime = component;
        return this;
    }

    /** The component that says when they were computed: of two for the same time the later one counts. */
    public FeatureViewBuilder<S, F> created(String component) {
        created = component;
        return this;
    }

    /** For how long features hold after their event; without a call for ever. */
    public FeatureViewBuilder<S, F> ttl(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "the time to live of view '" + name + "' is " + time + "; give a longer one");
        }
        ttl = time;
        return this;
    }

    /**
     * The view.
     *
     * @throws IllegalArgumentException if the entity or the event time was not named, or is no component of the features
     */
    public FeatureView<S, F> build() {
        if (entity.isEmpty() || eventTime.isEmpty()) {
            throw new IllegalArgumentException(
                    "feature view '" + name + "' needs an entity and an event time; name them");
        }
        return new FeatureView<>(this);
    }
}
